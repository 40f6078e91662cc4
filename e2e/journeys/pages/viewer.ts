import { expect, type Locator, type Page } from "@playwright/test";
import { download, type SavedFile } from "../harness/downloads";
import { beginsWith } from "./names";

/** One clip, over the page. */
export class Viewer {
  readonly page: Page;
  readonly dialog: Locator;
  readonly timecode: Locator;
  readonly position: Locator;
  readonly details: Locator;
  readonly video: Locator;

  constructor(page: Page) {
    this.page = page;
    this.dialog = page.getByRole("dialog", { name: beginsWith("Clip: ") });
    this.timecode = this.dialog.getByRole("timer", { name: "Timecode" });
    this.position = this.dialog.getByRole("slider", { name: "Position" });
    this.video = this.dialog.locator("[data-slot=player-video]");
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

  /** Back to the page, as a person goes: who types before the viewer is gone types while the way back is still open. */
  async leave(): Promise<void> {
    await this.page.keyboard.press("Escape");
    await expect(this.dialog).toBeHidden();
  }

  /** The names of the controls that have the colour of the lamp. */
  accented(): Promise<string[]> {
    return this.dialog.evaluate((dialog) => {
      const probe = document.createElement("i");
      probe.style.color = "var(--tungsten)";
      dialog.append(probe);
      const lamp = getComputedStyle(probe).color;
      probe.remove();
      return [...dialog.querySelectorAll("button, a, input")]
        .filter((control) => {
          const { color, accentColor, backgroundColor } = getComputedStyle(control);
          return [color, accentColor, backgroundColor].includes(lamp);
        })
        .map((control) => control.getAttribute("aria-label") ?? "");
    });
  }

  /** A finger drawn across the middle of the picture. */
  async swipe(to: "left" | "right" | "up" | "down"): Promise<void> {
    const box = (await this.video.boundingBox())!;
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    const [dx, dy] = { left: [-150, 0], right: [150, 0], up: [0, -150], down: [0, 150] }[to] as [number, number];
    const session = await this.page.context().newCDPSession(this.page);
    const touch = (type: string, points: { x: number; y: number }[]) =>
      session.send("Input.dispatchTouchEvent", { type: type as "touchStart", touchPoints: points });
    await touch("touchStart", [{ x, y }]);
    await touch("touchMove", [{ x: x + dx / 2, y: y + dy / 2 }]);
    await touch("touchMove", [{ x: x + dx, y: y + dy }]);
    await touch("touchEnd", []);
    await session.detach();
  }

  /** Chooses from the menu behind a button. */
  async choose(button: "Use this frame" | "More", item: string): Promise<void> {
    await this.button(button).click();
    await this.dialog.getByRole("menuitem", { name: item, exact: true }).click();
  }

  /** A question that lies over the viewer. */
  question(title: string): Locator {
    return this.page.getByRole("dialog", { name: title, exact: true });
  }

  downloadLastFrame(): Promise<SavedFile> {
    return download(this.page, () => this.choose("More", "Last frame"));
  }
}
