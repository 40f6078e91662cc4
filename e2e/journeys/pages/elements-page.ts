import type { Locator, Page } from "@playwright/test";
import { say } from "../harness/messages";

/** What prompts of the team call by a name. */
export class ElementsPage {
  readonly page: Page;
  readonly region: Locator;

  constructor(page: Page) {
    this.page = page;
    this.region = page.getByRole("region", { name: say("en", "elements.title"), exact: true });
  }

  card(name: string): Locator {
    return this.region.getByRole("article", { name: `@${name}`, exact: true });
  }

  /** A new one as well as one that is there. */
  dialog(name: string): Locator {
    return this.page.getByRole("dialog", { name, exact: true });
  }

  async open(name: string): Promise<Locator> {
    await this.card(name).getByRole("button").click();
    return this.dialog(`@${name}`);
  }

  /** Takes files out of the library, in this order. */
  async pick(dialog: Locator, button: "Add pictures" | "Choose a voice clip", ...names: string[]): Promise<void> {
    await dialog.getByRole("button", { name: button }).click();
    const picker = this.page.getByRole("dialog", { name: say("en", "library.picker.title") });
    for (const name of names) await picker.getByRole("button", { name: new RegExp(`^(Open|Choose) ${name}$`) }).click();
    await picker.getByRole("button", { name: /^Add \d/ }).click();
    // While it stands open, nothing can be typed behind it.
    await picker.waitFor({ state: "hidden" });
  }
}
