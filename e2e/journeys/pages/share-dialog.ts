import type { Locator, Page } from "@playwright/test";
import { beginsWith } from "./names";

interface Wanted {
  passphrase?: string;
  allow?: string[];
  /** Words across the picture; null: none. */
  watermark?: string | null;
}

/** Where links for people without an account are made and ended. */
export class ShareDialog {
  readonly dialog: Locator;

  constructor(page: Page) {
    this.dialog = page.getByRole("dialog", { name: beginsWith("Share ") });
  }

  /** @returns its address */
  async create({ passphrase = "", allow = [], watermark = null }: Wanted = {}): Promise<string> {
    await this.dialog.getByRole("textbox", { name: "Passphrase" }).fill(passphrase);
    for (const name of allow) await this.dialog.getByRole("switch", { name }).click();
    if (watermark !== null) {
      await this.dialog.getByRole("switch", { name: "Watermark" }).click();
      await this.dialog.getByRole("textbox", { name: "Words across the picture" }).fill(watermark);
    }
    await this.dialog.getByRole("button", { name: "Create link" }).click();
    return this.dialog.getByRole("textbox", { name: "Link", exact: true }).inputValue();
  }

  get links(): Locator {
    return this.dialog.getByRole("region", { name: "Links that work" }).getByRole("listitem");
  }
}
