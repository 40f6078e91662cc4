import type { CDPSession, Locator, Page } from "@playwright/test";
import { paths } from "@/lib/shared/paths";

/** A person's own page: what opens their account. */
export class OwnAccountPage {
  readonly page: Page;
  readonly passkeys: Locator;
  readonly addPasskey: Locator;
  readonly setUp: Locator;
  readonly secret: Locator;
  readonly code: Locator;
  readonly turnOn: Locator;
  readonly recoveryCodes: Locator;

  constructor(page: Page) {
    this.page = page;
    this.passkeys = page.getByRole("list", { name: "Passkeys" }).getByRole("listitem");
    this.addPasskey = page.getByRole("button", { name: "Add passkey" });
    this.setUp = page.getByRole("button", { name: "Set up authenticator" });
    this.secret = page.getByRole("group", { name: "Secret" }).getByRole("code");
    this.code = page.getByRole("textbox", { name: "Code from your authenticator" });
    this.turnOn = page.getByRole("button", { name: "Turn on" });
    this.recoveryCodes = page.getByRole("list", { name: "Recovery codes" }).getByRole("listitem");
  }

  async open(): Promise<void> {
    await this.page.goto(paths.account());
  }

  async signOutEverywhere(): Promise<void> {
    await this.open();
    await this.page.getByRole("button", { name: "Sign out everywhere" }).click();
    await this.page.waitForURL(/\/sign-in/);
  }
}

/** Gives this browser a device that keeps passkeys and is content with whoever sits before it. */
export async function addDevice(page: Page): Promise<CDPSession> {
  const session = await page.context().newCDPSession(page);
  await session.send("WebAuthn.enable");
  const device = {
    protocol: "ctap2",
    transport: "internal",
    hasResidentKey: true,
    hasUserVerification: true,
    isUserVerified: true,
  } as const;
  await session.send("WebAuthn.addVirtualAuthenticator", { options: { ...device, automaticPresenceSimulation: true } });
  return session;
}
