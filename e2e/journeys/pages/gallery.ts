import type { Locator, Page } from "@playwright/test";
import { download, type SavedFile } from "../harness/downloads";
import { beginsWith } from "./names";

/** A project's history. */
export class Gallery {
  readonly page: Page;
  readonly region: Locator;
  readonly cards: Locator;
  readonly grid: Locator;
  /** What came above while somebody reads further down. */
  readonly arrivals: Locator;
  /** What was just done, and the way back. */
  readonly notices: Locator;

  constructor(page: Page) {
    this.page = page;
    this.region = page.getByRole("region", { name: "Gallery" });
    this.cards = this.region.getByRole("article");
    this.grid = this.region.locator("[data-slot=generation-grid]");
    this.arrivals = this.region.locator("[data-slot=arrivals]");
    this.notices = page.getByRole("region", { name: "Notifications" });
  }

  card(prompt: string): Locator {
    return this.region.getByRole("article", { name: beginsWith(prompt) });
  }

  /** The word on a card that says where it stands. */
  status(prompt: string, word: string): Locator {
    return this.card(prompt).getByText(word, { exact: true });
  }

  /** The line that several stand behind. */
  fold(words: string): Locator {
    return this.region.locator("[data-slot=generation-fold]").filter({ hasText: words });
  }

  /** Where a card stands in its row, and how wide. */
  async placeInRow(prompt: string): Promise<[left: number, width: number]> {
    const { x = 0, width = 0 } = (await this.card(prompt).boundingBox()) ?? {};
    return [x, width];
  }

  open(prompt: string): Locator {
    return this.card(prompt).getByRole("link", { name: beginsWith("Open ") });
  }

  download(prompt: string): Promise<SavedFile> {
    return download(this.page, () => this.card(prompt).getByRole("link", { name: "Download" }).click());
  }

  /** Chooses from a menu of a card. */
  async choose(prompt: string, button: "Use this frame" | "More", item: string): Promise<void> {
    await this.card(prompt).getByRole("button", { name: button, exact: true }).click();
    await this.card(prompt).getByRole("menuitem", { name: item, exact: true }).click();
  }

  async reuse(prompt: string): Promise<void> {
    await this.card(prompt).getByRole("button", { name: "Reuse" }).click();
  }

  async remove(prompt: string): Promise<void> {
    await this.card(prompt).getByRole("button", { name: "Delete" }).click();
  }

  /** Takes back what was done last. */
  async undo(): Promise<void> {
    await this.notices.getByRole("button", { name: "Undo" }).last().click();
  }
}
