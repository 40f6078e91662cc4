import type { Locator, Page } from "@playwright/test";

export type Spelling = "JSON" | "cURL" | "Python" | "TypeScript";

/** What is sent to the provider, or was: the body in both styles and four spellings. */
export class RequestDialog {
  readonly dialog: Locator;
  readonly code: Locator;

  constructor(page: Page, title: "What will be sent" | "What was sent") {
    this.dialog = page.getByRole("dialog", { name: title, exact: true });
    this.code = this.dialog.getByRole("tabpanel").locator("pre");
  }

  async show(spelling: Spelling, style?: "Native" | "OpenAI style"): Promise<void> {
    if (style) await this.dialog.getByRole("radiogroup", { name: "API style" }).getByRole("radio", { name: style }).check();
    await this.dialog.getByRole("tab", { name: spelling, exact: true }).click();
  }

  async json(): Promise<Record<string, unknown>> {
    return JSON.parse(await this.code.innerText()) as Record<string, unknown>;
  }

  async close(): Promise<void> {
    await this.dialog.getByRole("button", { name: "Close" }).click();
  }
}
