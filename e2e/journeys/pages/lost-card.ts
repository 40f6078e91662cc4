import type { Locator, Page } from "@playwright/test";
import { beginsWith } from "./names";

/** A card whose answer was lost, and the two dialogs that it opens. */
export class LostCard {
  readonly card: Locator;
  readonly linkDialog: Locator;
  readonly submitDialog: Locator;

  constructor(page: Page, prompt: string) {
    this.card = page.getByRole("region", { name: "Gallery" }).getByRole("article", { name: beginsWith(`${prompt},`) });
    this.linkDialog = page.getByRole("dialog", { name: "Which task is it?" });
    this.submitDialog = page.getByRole("dialog", { name: "Submit it again?" });
  }

  get doubt(): Locator {
    return this.card.getByText("We do not know whether this was charged.");
  }

  button(name: "Check again" | "I found it: link it" | "Submit again"): Locator {
    return this.card.getByRole("button", { name, exact: true });
  }

  candidate(taskId: string): Locator {
    return this.linkDialog.getByRole("radio", { name: new RegExp(taskId) });
  }

  /** Our own copies, seen before one is chosen. */
  get clips(): Locator {
    return this.linkDialog.locator("video");
  }
}
