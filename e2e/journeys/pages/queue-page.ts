import type { Locator, Page } from "@playwright/test";
import { paths } from "@/lib/shared/paths";

/** What is under way, in which order, and why it stands; with the line above every page that tells an owner what is the matter. */
export class QueuePage {
  readonly page: Page;
  /** How much is open, in the header of every page. */
  readonly pill: Locator;
  readonly stops: Locator;
  readonly alarms: Locator;

  constructor(page: Page) {
    this.page = page;
    this.pill = page.getByRole("banner").getByRole("link", { name: /^Queue: / });
    this.stops = page.getByRole("list", { name: "Why the queue stands" }).getByRole("listitem");
    this.alarms = page.getByRole("region", { name: "Alarms" });
  }

  async open(team: string): Promise<void> {
    await this.page.goto(paths.queue(team));
  }

  rows(section: "Under way" | "Waiting"): Locator {
    return this.page.getByRole("region", { name: new RegExp(`^${section}`) }).getByRole("listitem");
  }

  row(prompt: string): Locator {
    return this.page.locator("[data-slot=queue-row]").filter({ hasText: prompt });
  }

  async cancel(prompt: string): Promise<void> {
    await this.row(prompt)
      .getByRole("button", { name: /^Cancel/ })
      .click();
  }
}
