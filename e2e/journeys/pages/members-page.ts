import { expect, type Locator, type Page } from "@playwright/test";
import { paths } from "@/lib/shared/paths";

export type RoleName = "Viewer" | "Reviewer" | "Creator" | "Admin" | "Owner";

export class MembersPage {
  readonly page: Page;
  readonly inviteLink: Locator;

  constructor(page: Page) {
    this.page = page;
    this.inviteLink = page.getByRole("textbox", { name: "Invite link" });
  }

  async open(team: string): Promise<void> {
    await this.page.goto(paths.members(team));
  }

  /** Makes a link that lets one person in. @returns its address */
  async invite(role: RoleName): Promise<string> {
    const last = (await this.inviteLink.isVisible()) ? await this.inviteLink.inputValue() : "";
    await this.page.getByRole("combobox", { name: "Role", exact: true }).selectOption({ label: role });
    await this.page.getByRole("button", { name: "Invite", exact: true }).click();
    await expect(this.inviteLink).not.toHaveValue(last);
    return this.inviteLink.inputValue();
  }

  member(name: string): Locator {
    return this.page.getByRole("listitem").filter({ hasText: name });
  }

  async changeRole(name: string, role: RoleName): Promise<void> {
    await this.page.getByRole("combobox", { name: `Role of ${name}` }).selectOption({ label: role });
  }
}
