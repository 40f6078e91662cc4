import type { Locator, Page } from "@playwright/test";
import { paths } from "@/lib/shared/paths";

export class ProjectsPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async open(team: string): Promise<void> {
    await this.page.goto(paths.projects(team));
  }

  card(name: string): Locator {
    return this.page.getByRole("listitem").filter({ has: this.page.getByRole("link", { name, exact: true }) });
  }

  fold(title: "Archived" | "Deleted"): Locator {
    return this.page.locator("summary", { hasText: title });
  }

  /** Presses an entry of a project's menu. */
  async choose(name: string, entry: "Rename" | "Who can open it" | "Duplicate" | "AI labels" | "Archive" | "Delete"): Promise<void> {
    await this.page.getByRole("button", { name: `More for ${name}` }).click();
    await this.page.getByRole("menuitem", { name: entry, exact: true }).click();
  }

  /** Opens a project to the whole team, or to chosen people alone. */
  async openTo(name: string, whom: "The whole team" | "Chosen people"): Promise<void> {
    await this.choose(name, "Who can open it");
    const dialog = this.page.getByRole("dialog", { name: "Who can open this project" });
    await dialog.getByRole("radio", { name: whom }).check({ force: true });
    await dialog.getByRole("button", { name: "Save" }).click();
    await dialog.waitFor({ state: "hidden" });
  }

  /** Makes a project and arrives at its create page. */
  async create(name: string): Promise<void> {
    await this.page.getByRole("button", { name: "New project" }).click();
    const dialog = this.page.getByRole("dialog", { name: "New project" });
    await dialog.getByRole("textbox", { name: "Name" }).fill(name);
    await dialog.getByRole("button", { name: "Create project" }).click();
    await this.page.waitForURL(/\/create$/);
  }
}
