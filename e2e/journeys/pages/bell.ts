import type { Locator, Page } from "@playwright/test";

/** What a person was told, in the header. */
export class Bell {
  readonly button: Locator;
  readonly list: Locator;
  readonly items: Locator;

  constructor(page: Page) {
    this.button = page.getByRole("button", { name: /^Notifications/ });
    this.list = page.getByRole("dialog", { name: "Notifications" });
    this.items = this.list.getByRole("listitem");
  }
}
