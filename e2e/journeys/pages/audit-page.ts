import type { Locator, Page } from "@playwright/test";

export class AuditPage {
  readonly page: Page;
  /** Without the head of the table. */
  readonly lines: Locator;

  constructor(page: Page) {
    this.page = page;
    this.lines = page
      .getByRole("table", { name: "Entries, the newest first" })
      .getByRole("row")
      .filter({ has: page.getByRole("cell") });
  }

  line(what: string): Locator {
    return this.lines.filter({ hasText: what });
  }

  async look({ words, about }: { words: string; about: string }): Promise<void> {
    const form = this.page.getByRole("search", { name: "Look for entries" });
    await form.getByRole("searchbox").fill(words);
    await form.getByRole("combobox", { name: "About" }).selectOption({ label: about });
    await form.getByRole("button", { name: "Show", exact: true }).click();
  }
}
