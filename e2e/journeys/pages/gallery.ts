import type { Locator, Page } from "@playwright/test";
import { download, type SavedFile } from "../harness/downloads";
import { beginsWith } from "./names";

/** A project's history. */
export class Gallery {
  readonly page: Page;
  readonly region: Locator;
  readonly cards: Locator;
  /** What was just done, and the way back. */
  readonly notices: Locator;

  constructor(page: Page) {
    this.page = page;
    this.region = page.getByRole("region", { name: "Gallery" });
    this.cards = this.region.getByRole("article");
    this.notices = page.getByRole("region", { name: "Notifications" });
  }

  card(prompt: string): Locator {
    return this.region.getByRole("article", { name: beginsWith(prompt) });
  }

  /** The word on a card that says where it stands. */
  status(prompt: string, word: string): Locator {
    return this.card(prompt).getByText(word, { exact: true });
  }

  open(prompt: string): Locator {
    return this.card(prompt).getByRole("link", { name: beginsWith("Open ") });
  }

  download(prompt: string): Promise<SavedFile> {
    return download(this.page, () => this.card(prompt).getByRole("link", { name: "Download" }).click());
  }

  async reuse(prompt: string): Promise<void> {
    await this.card(prompt).getByRole("button", { name: "Reuse" }).click();
  }

  async remove(prompt: string): Promise<void> {
    await this.card(prompt).getByRole("button", { name: "Delete" }).click();
  }

  async undo(): Promise<void> {
    await this.notices.getByRole("button", { name: "Undo" }).click();
  }
}
