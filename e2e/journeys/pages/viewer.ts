import type { Locator, Page } from "@playwright/test";
import { download, type SavedFile } from "../harness/downloads";
import { beginsWith } from "./names";

/** One clip, over the page. */
export class Viewer {
  readonly page: Page;
  readonly dialog: Locator;
  readonly timecode: Locator;
  readonly position: Locator;
  readonly details: Locator;

  constructor(page: Page) {
    this.page = page;
    this.dialog = page.getByRole("dialog", { name: beginsWith("Clip: ") });
    this.timecode = this.dialog.getByRole("timer", { name: "Timecode" });
    this.position = this.dialog.getByRole("slider", { name: "Position" });
    this.details = this.dialog.getByRole("complementary", { name: "Details" });
  }

  button(name: string): Locator {
    return this.dialog.getByRole("button", { name, exact: true });
  }

  /** What the details say behind this label, in all places where it stands. */
  fact(label: string): Locator {
    return this.details.locator(`div:has(> dt:text-is("${label}")) > dd`);
  }

  press(key: string): Promise<void> {
    return this.page.keyboard.press(key);
  }

  downloadLastFrame(): Promise<SavedFile> {
    return download(this.page, () => this.dialog.getByRole("link", { name: "Last frame" }).click());
  }
}
