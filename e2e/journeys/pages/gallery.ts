import type { Locator, Page } from "@playwright/test";
import { download, type SavedFile } from "../harness/downloads";
import { say } from "../harness/messages";
import { beginsWith } from "./names";

/** Narrower cards have all in one menu (generation-actions). */
const FITS_BUTTONS_PX = 148;

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
  readonly search: Locator;
  readonly filters: Locator;
  /** What somebody keeps of the two. */
  readonly views: Locator;

  constructor(page: Page, language: "en" | "zh-Hans" = "en") {
    this.page = page;
    this.region = page.getByRole("region", { name: say(language, "gallery.title") });
    this.search = this.region.getByRole("searchbox", { name: say(language, "find.search") });
    this.filters = this.region.getByRole("button", { name: say(language, "find.filters"), exact: true });
    this.views = this.region.getByRole("button", { name: say(language, "find.views.title") });
    this.cards = this.region.getByRole("article");
    this.grid = this.region.locator("[data-slot=generation-grid]");
    this.arrivals = this.region.locator("[data-slot=arrivals]");
    this.notices = page.getByRole("region", { name: "Notifications" });
  }

  /** How large the cards are. */
  async resize(size: "S" | "M" | "L"): Promise<void> {
    await this.region.getByRole("button", { name: "Size" }).click();
    await this.region.getByRole("menuitemradio", { name: say("en", `gallery.sizes.${size}`), exact: true }).click();
  }

  /** Chooses one value of one filter. */
  async filter(name: string, value: string): Promise<void> {
    await this.filters.click();
    await this.region.getByRole("dialog", { name: "Filters" }).getByRole("combobox", { name, exact: true }).selectOption(value);
    await this.page.keyboard.press("Escape");
  }

  /** One card for each recipe, or for each take. */
  async stack(): Promise<void> {
    await this.filters.click();
    await this.region.getByRole("dialog", { name: "Filters" }).getByRole("switch", { name: "Stack takes" }).click();
    await this.page.keyboard.press("Escape");
  }

  /** The mark of a filter that is on; a press takes it away. */
  chip(words: string): Locator {
    return this.region.getByRole("button", { name: `Remove ${words}`, exact: true });
  }

  async saveView(name: string): Promise<void> {
    await this.views.click();
    const dialog = this.region.getByRole("dialog", { name: "Saved views" });
    await dialog.getByRole("textbox").fill(name);
    await dialog.getByRole("button", { name: "Save", exact: true }).click();
    await dialog.getByRole("button", { name, exact: true }).waitFor();
    await this.page.keyboard.press("Escape");
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

  /** Turns to a card, which has its controls then. */
  async attend(prompt: string): Promise<Locator> {
    const card = this.card(prompt);
    await card.hover();
    return card;
  }

  /** By its button, or where the card is too narrow for that by its menu. */
  async download(prompt: string): Promise<SavedFile> {
    const card = await this.attend(prompt);
    const { width = 0 } = (await card.boundingBox()) ?? {};
    if (width < FITS_BUTTONS_PX) return download(this.page, () => this.choose(prompt, "More", "Download"));
    return download(this.page, () => card.getByRole("link", { name: "Download" }).click());
  }

  /** Chooses from a menu of a card. */
  async choose(prompt: string, button: "Use this frame" | "More", item: string): Promise<void> {
    const card = await this.attend(prompt);
    await card.getByRole("button", { name: button, exact: true }).click();
    await card.getByRole("menuitem", { name: item, exact: true }).click();
  }

  async reuse(prompt: string): Promise<void> {
    await (await this.attend(prompt)).getByRole("button", { name: "Reuse" }).click();
  }

  async remove(prompt: string): Promise<void> {
    await (await this.attend(prompt)).getByRole("button", { name: "Delete" }).click();
  }

  async undo(): Promise<void> {
    await this.notices.getByRole("button", { name: "Undo" }).click();
  }
}
