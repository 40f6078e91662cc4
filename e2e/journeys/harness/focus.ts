import type { Locator } from "@playwright/test";
import sharp from "sharp";
import { countChanged } from "./pixels";

/** Fewer changed pixels than this are no ring: the one around a control of 24 pixels has more than twice as many. */
const LEAST_PIXELS = 80;
/** A ring lies outside of what it is around. */
const AROUND = 6;

interface Control {
  name: string;
  /** What makes it look as it does: of several that look alike one is looked at. */
  look: string;
  box: { x: number; y: number; width: number; height: number };
}

/**
 * The names of the controls in a place that nobody sees to have the focus: each is focused as by keyboard, and its picture
 * compared with the one before. What lies outside the window is left out.
 */
export async function findUnseenFocus(place: Locator): Promise<string[]> {
  const page = place.page();
  await page.mouse.move(0, 0);
  const marked = await place.evaluate((root): Control[] => {
    const controls = [...root.querySelectorAll<HTMLElement>("a[href], button, input, select, textarea, summary, [tabindex='0']")];
    return controls.flatMap((element, index) => {
      element.dataset.focusCheck = String(index);
      // A field without a look of its own lies over what shows it.
      const shown =
        element instanceof HTMLInputElement && /radio|file|checkbox/.test(element.type) ? (element.parentElement ?? element) : element;
      // The prompt shows it by the frame of the whole composer.
      const { x, y, width, height } = (element instanceof HTMLTextAreaElement ? root : shown).getBoundingClientRect();
      const isIn = x >= 0 && y >= 0 && x + width <= innerWidth && y + height <= innerHeight;
      const isReached =
        isIn && document.elementsFromPoint(x + width / 2, y + height / 2).some((other) => element.contains(other) || shown.contains(other));
      if (width === 0 || !isReached || element.tabIndex < 0 || element.matches(":disabled")) return [];
      const name = `${index} ${element.ariaLabel ?? element.textContent.trim()}`;
      return [{ name, look: `${element.tagName} ${shown.className}`, box: { x, y, width, height } }];
    });
  });
  const controls = marked.filter(({ look }, index) => marked.findIndex((other) => other.look === look) === index);
  // What comes after a key is focused as by keyboard.
  await page.keyboard.press("Shift");
  await page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur());
  const window = page.viewportSize()!;
  const before = await page.screenshot({ animations: "disabled", scale: "css" });
  const unseen: string[] = [];
  for (const { name, box } of controls) {
    const [left, top] = [Math.max(0, Math.floor(box.x) - AROUND), Math.max(0, Math.floor(box.y) - AROUND)];
    const clip = {
      x: left,
      y: top,
      width: Math.min(window.width, Math.ceil(box.x + box.width) + AROUND) - left,
      height: Math.min(window.height, Math.ceil(box.y + box.height) + AROUND) - top,
    };
    await place
      .locator(`[data-focus-check="${name.split(" ")[0]}"]`)
      .evaluate((element: HTMLElement) => element.focus({ preventScroll: true }));
    const focused = await page.screenshot({ animations: "disabled", scale: "css", clip });
    const rest = await sharp(before).extract({ left, top, width: clip.width, height: clip.height }).png().toBuffer();
    if ((await countChanged(rest, focused)) < LEAST_PIXELS) unseen.push(name);
  }
  return unseen;
}
