import type { Locator, Page } from "@playwright/test";

export interface Person {
  name: string;
  email: string;
  password: string;
}

/** Sign-up, sign-in and the invitation: the pages outside the studio's door. */
export class AccountPage {
  readonly page: Page;
  readonly name: Locator;
  readonly email: Locator;
  readonly password: Locator;
  readonly setupCode: Locator;
  readonly error: Locator;
  readonly createAccount: Locator;
  readonly signInButton: Locator;

  constructor(page: Page) {
    this.page = page;
    const textbox = (name: string): Locator => page.getByRole("textbox", { name, exact: true });
    this.name = textbox("Name");
    this.email = textbox("Email");
    this.password = textbox("Password");
    this.setupCode = textbox("Setup code");
    // Next.js keeps an empty alert of its own on every page.
    this.error = page.getByRole("main").getByRole("alert");
    this.createAccount = page.getByRole("button", { name: /^Create account/ });
    this.signInButton = page.getByRole("button", { name: "Sign in", exact: true });
  }

  async fillPerson({ name, email, password }: Person): Promise<void> {
    await this.name.fill(name);
    await this.email.fill(email);
    await this.password.fill(password);
  }

  async signUp(person: Person, setupCode: string): Promise<void> {
    await this.fillPerson(person);
    await this.setupCode.fill(setupCode);
    await this.createAccount.click();
  }

  async acceptInvitation(person: Person): Promise<void> {
    await this.fillPerson(person);
    await this.createAccount.click();
  }

  async signIn({ email, password }: Pick<Person, "email" | "password">): Promise<void> {
    await this.email.fill(email);
    await this.password.fill(password);
    await this.signInButton.click();
  }
}
