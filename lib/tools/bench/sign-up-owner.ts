import type { Browser, BrowserContextOptions } from "@playwright/test";
import type { TestStudio } from "@/e2e/journeys/harness/studio";

export interface SignedIn {
  createPageUrl: string;
  storageState: NonNullable<BrowserContextOptions["storageState"]>;
}

/** Makes the owner's account of a fresh studio, as a person does, and comes back with the session. */
export async function signUpOwner(browser: Browser, studio: TestStudio): Promise<SignedIn> {
  const context = await browser.newContext({ locale: "en-US" });
  const page = await context.newPage();
  await page.goto(studio.url);
  await page.getByRole("textbox", { name: "Name" }).fill("Bench");
  await page.getByRole("textbox", { name: "Email" }).fill("bench@example.com");
  await page.getByLabel("Password", { exact: true }).fill("a long enough password");
  await page.getByRole("textbox", { name: "Setup code" }).fill(studio.setupCode);
  await page.getByRole("button", { name: "Create account" }).click();
  await page.waitForURL(/\/create$/);
  const signedIn = { createPageUrl: page.url(), storageState: await context.storageState() };
  await context.close();
  return signedIn;
}
