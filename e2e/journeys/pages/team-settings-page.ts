import type { Locator, Page } from "@playwright/test";
import { paths } from "@/lib/shared/paths";

/** What concerns a whole team, and the list of one's teams on the account page. */
export class TeamSettingsPage {
  readonly page: Page;
  readonly deleted: Locator;

  constructor(page: Page) {
    this.page = page;
    this.deleted = page.getByRole("list", { name: "Deleted teams" });
  }

  async create(name: string): Promise<void> {
    await this.page.goto(paths.account());
    await this.page.getByRole("button", { name: "New team" }).click();
    await this.page.getByRole("textbox", { name: "Name of the team" }).fill(name);
    await this.page.getByRole("button", { name: "Create team" }).click();
  }

  async delete(name: string): Promise<void> {
    await this.page.getByRole("button", { name: "Delete team" }).click();
    await this.page.getByRole("textbox", { name: "Type the name of the team" }).fill(name);
    await this.page.getByRole("button", { name: "Delete", exact: true }).click();
  }
}
