import { expect, type Locator, type Page } from "@playwright/test";
import { paths } from "@/lib/shared/paths";

export type LimitName = "Monthly limit" | "Daily limit" | "Limit per clip" | "Ask above";

/** What was spent, and what may be. */
export class SpendPage {
  readonly page: Page;
  readonly table: Locator;
  readonly save: Locator;
  readonly stop: Locator;
  readonly chip: Locator;
  /** By what the sums are told apart. */
  readonly ways: Locator;
  /** Projects and people with limits of their own. */
  readonly others: Locator;

  constructor(page: Page) {
    this.page = page;
    this.table = page.locator("[data-slot=spend-table]");
    this.save = page.getByRole("button", { name: "Save limits" });
    this.stop = page.getByRole("switch", { name: "Stop spending" });
    this.chip = page.locator("[data-slot=spend-chip]");
    this.others = page.getByRole("list", { name: "Projects and people" });
    this.ways = page.getByRole("radiogroup", { name: "Show by" });
  }

  async open(team: string): Promise<void> {
    await this.page.goto(paths.spend(team));
  }

  limit(name: LimitName): Locator {
    return this.page.getByRole("spinbutton", { name, exact: true });
  }

  /** What the month comes to, by the name of the sum. */
  figure(name: string): Locator {
    return this.page.locator("[data-slot=spend-figures] > div").filter({ has: this.page.getByText(name, { exact: true }) });
  }

  async setLimit(name: LimitName, dollars: string): Promise<void> {
    await this.limit(name).fill(dollars);
    await this.save.click();
  }

  /** Limits one project or one person. */
  async limitOther(name: string, limits: Partial<Record<LimitName, string>>): Promise<void> {
    await this.page.getByRole("combobox", { name: "Project or person to limit" }).selectOption({ label: name });
    const dialog = this.page.getByRole("dialog", { name: `Limits of ${name}` });
    for (const [limit, dollars] of Object.entries(limits)) await dialog.getByRole("spinbutton", { name: limit, exact: true }).fill(dollars);
    await dialog.getByRole("button", { name: "Save limits" }).click();
    await expect(this.others.getByRole("listitem").filter({ hasText: name })).toBeVisible();
    await this.page.keyboard.press("Escape");
    await expect(dialog).toBeHidden();
  }
}
