import type { Page } from "@playwright/test";

export type Language = "English" | "简体中文";
export type Theme = "Light" | "Dark";

/** What stands around every page of the studio: navigation, projects, language, theme, account. */
export class Shell {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  private get account() {
    return this.page.getByRole("button", { name: /^Account of / });
  }

  place(name: string) {
    return this.page.getByRole("navigation", { name: "Main" }).getByRole("link", { name, exact: true });
  }

  async goTo(place: "Create" | "Projects" | "Members"): Promise<void> {
    await this.place(place).click();
  }

  async signOut(): Promise<void> {
    await this.account.click();
    await this.page.getByRole("menuitem", { name: "Sign out" }).click();
  }

  /** From English, as every test begins. */
  async speak(language: Language): Promise<void> {
    await this.account.click();
    await this.page.getByRole("menuitemradio", { name: language }).click();
  }

  async turn(theme: Theme): Promise<void> {
    await this.account.click();
    await this.page.getByRole("menuitemradio", { name: theme, exact: true }).click();
  }
}
