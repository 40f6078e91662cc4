import { expect, type Locator, type Page } from "@playwright/test";

/** The pages of whoever runs the studio. */
export class OperatorPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** From any page of a team, by the menu of their account. */
  async enter(name: string): Promise<void> {
    await this.page.getByRole("button", { name: `Account of ${name}` }).click();
    await this.page.getByRole("menuitem", { name: "Run the studio" }).click();
    await expect(this.page.getByRole("heading", { name: "People", exact: true })).toBeVisible();
  }

  part(name: string): Locator {
    return this.page.getByRole("navigation", { name: "Parts" }).getByRole("link", { name });
  }

  /** By words of which only one person has all. */
  async find(words: string): Promise<void> {
    await this.page.getByRole("searchbox", { name: "Name, address or team" }).fill(words);
    await this.page.keyboard.press("Enter");
    await expect(this.page.getByRole("row").filter({ hasText: "@" })).toHaveCount(1);
  }

  person(name: string): Locator {
    return this.page.getByRole("row").filter({ hasText: name });
  }

  /** What is asked once more. */
  async choose(name: string, what: string): Promise<void> {
    await this.page.getByRole("button", { name: `More about ${name}` }).click();
    await this.page.getByRole("menuitem", { name: what }).click();
    await this.page.getByRole("dialog").getByRole("button", { name: what }).click();
  }
}
