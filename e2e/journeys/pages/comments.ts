import type { Locator } from "@playwright/test";
import type { Viewer } from "./viewer";

/** What people say of the clip in the viewer. */
export class Comments {
  readonly viewer: Viewer;
  readonly region: Locator;
  readonly review: Locator;
  readonly state: Locator;
  readonly add: Locator;
  readonly words: Locator;
  readonly threads: Locator;
  readonly markers: Locator;
  readonly drawing: Locator;

  constructor(viewer: Viewer) {
    this.viewer = viewer;
    this.region = viewer.dialog.getByRole("region", { name: "Comments", exact: true });
    this.review = viewer.dialog.getByRole("region", { name: "Review", exact: true });
    this.state = this.review.locator("[data-slot=review-state]");
    this.add = this.region.getByRole("button", { name: "Add comment" });
    this.words = this.region.getByRole("textbox", { name: "Your comment" });
    this.threads = this.region.locator("[data-slot=comment-thread]");
    this.markers = viewer.dialog.getByRole("list", { name: "Comments on the timeline" }).getByRole("button");
    this.drawing = viewer.dialog.locator("[data-slot=drawing]");
  }

  thread(words: string): Locator {
    return this.threads.filter({ hasText: words });
  }

  /** Draws a line across the middle of the picture, in parts of the whole room that it has. */
  async draw(from: readonly [number, number], to: readonly [number, number]): Promise<void> {
    const { x, y, width, height } = (await this.drawing.boundingBox())!;
    const { mouse } = this.viewer.page;
    const at = ([left, top]: readonly [number, number]): [number, number] => [x + left * width, y + top * height];
    await mouse.move(...at(from));
    await mouse.down();
    await mouse.move(...at(to), { steps: 8 });
    await mouse.up();
  }

  async reply(words: string, answer: string): Promise<void> {
    const thread = this.thread(words);
    await thread.getByRole("button", { name: "Reply" }).click();
    await thread.getByRole("textbox", { name: "Reply" }).fill(answer);
    await thread.getByRole("button", { name: "Reply" }).click();
  }
}
