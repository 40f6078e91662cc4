import type { Locator, Page } from "@playwright/test";

/** Clips side by side, over the page or over the viewer. */
export class Compare {
  readonly page: Page;
  readonly dialog: Locator;
  readonly videos: Locator;
  readonly timecode: Locator;
  readonly difference: Locator;

  constructor(page: Page) {
    this.page = page;
    this.dialog = page.getByRole("dialog", { name: "Compare", exact: true });
    this.videos = this.dialog.locator("[data-slot=compare-video]");
    this.timecode = this.dialog.getByRole("timer", { name: "Timecode" });
    this.difference = this.dialog.locator("[data-slot=recipe-difference]");
  }

  button(name: string): Locator {
    return this.dialog.getByRole("button", { name, exact: true });
  }

  side(letter: string): Locator {
    return this.dialog.getByRole("listitem", { name: `Clip ${letter}`, exact: true });
  }

  /** The frame that each side shows, at 24 a second. */
  frames(): Promise<number[]> {
    return this.videos.evaluateAll((all) => all.map((video) => Math.floor((video as HTMLVideoElement).currentTime * 24 + 0.01)));
  }
}
