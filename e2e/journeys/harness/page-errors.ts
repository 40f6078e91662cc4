import type { BrowserContext } from "@playwright/test";

/**
 * Everything that the browser complains about in a test's pages: errors in the console, and errors that nobody caught.
 * A test that provokes some says which beforehand.
 */
export class PageErrors {
  private readonly found: string[] = [];
  private readonly expected: RegExp[] = [];

  watch(context: BrowserContext): void {
    context.on("console", (message) => {
      if (message.type() === "error") this.found.push(`console: ${message.text()} (${message.location().url})`);
    });
    context.on("weberror", (error) => this.found.push(`uncaught: ${error.error().stack ?? error.error().message}`));
  }

  /** From the beginning of the test on, errors like this one are part of what it is about. */
  expect(pattern: RegExp): void {
    this.expected.push(pattern);
  }

  unexpected(): string[] {
    return this.found.filter((text) => !this.expected.some((pattern) => pattern.test(text)));
  }
}
