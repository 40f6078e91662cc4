import type { Locator, Page } from "@playwright/test";
import { paths } from "@/lib/shared/paths";

/** The owner's tray: what may have been paid for and belongs to nobody. */
export class TrayPage {
  readonly page: Page;
  readonly waiting: Locator;
  readonly decided: Locator;

  constructor(page: Page) {
    this.page = page;
    this.waiting = page.getByRole("region", { name: "To decide" }).getByRole("listitem");
    this.decided = page.getByRole("region", { name: "Decided" }).getByRole("listitem");
  }

  async open(team: string): Promise<void> {
    await this.page.goto(paths.unclaimed(team));
  }

  async decide(taskId: string, decision: "It belongs to…" | "Keep it as a clip" | "Not ours", confirm: string): Promise<void> {
    await this.waiting.filter({ hasText: taskId }).getByRole("button", { name: decision }).click();
    await this.page.getByRole("dialog").getByRole("button", { name: confirm, exact: true }).click();
  }
}
