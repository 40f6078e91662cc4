import type { BrowserContext, Page } from "@playwright/test";

/** The words of a page are there before anything on it can be pressed; the script is quicker than any hand, and a hand waits for neither. */
const awake = (page: Page) =>
  page.waitForFunction(() => {
    const controls = [...document.querySelectorAll("button, input, select, textarea")];
    if (document.querySelector("script[src*='/_next/']") === null) return true;
    // No function in here has a name: the benches' compiler would name it by a helper that the page does not have.
    // What listens to the window begins to do so a moment after the controls have got their own listeners.
    return (
      controls.every((control) => Object.keys(control).some((key) => key.startsWith("__reactProps"))) &&
      new Promise<boolean>((resolve) => requestIdleCallback(() => resolve(true), { timeout: 2_000 }))
    );
  });

/** From now on a page of this browser counts as loaded when it takes presses and keys. */
export function waitUntilAwake(context: BrowserContext): void {
  context.on("page", (page) => {
    const [goto, reload] = [page.goto.bind(page), page.reload.bind(page)];
    page.goto = async (...how) => {
      const response = await goto(...how);
      await awake(page);
      return response;
    };
    page.reload = async (...how) => {
      const response = await reload(...how);
      await awake(page);
      return response;
    };
  });
}
