import { expect, OWNER, test } from "../fixtures";
import { findBarriers } from "../harness/axe";
import { say } from "../harness/messages";
import { AccountPage } from "../pages/account-page";
import { CreatePage } from "../pages/create-page";
import { Shell } from "../pages/shell";

test("a fresh server is taken by whoever has its setup code, and lets nobody else in", async ({ startStudio, openBrowser, errors }) => {
  // A page whose session has just ended may ask once more before it is left.
  errors.expect(/401 \(Unauthorized\).*\/api\//);
  const goneClip = "018f0000-0000-7000-8000-000000000000";
  errors.expect(new RegExp(`404 .*${goneClip}`));
  const studio = await startStudio();
  const page = await openBrowser({ baseURL: studio.url });
  const account = new AccountPage(page);
  const create = new CreatePage(page);

  await test.step("the first visitor is asked to sign up, and a wrong code costs nothing that was typed", async () => {
    await page.goto("/");
    await expect(page).toHaveURL(/\/sign-up$/);
    for (const value of ["dark", "light"]) {
      await page.context().addCookies([{ name: "theme", value, url: studio.url }]);
      await page.reload();
      expect(await findBarriers(page), `sign-up, ${value}`).toEqual([]);
    }
    await account.signUp(OWNER, "NOT-THE-CODE");
    await expect(account.setupCode).toHaveAccessibleDescription(
      `${say("en", "fields.wrong")} ${say("en", "account.signUp.setupCodeHint")}`,
    );
    await expect(account.setupCode).toHaveAttribute("aria-invalid", "true");
    await expect(account.name).toHaveValue(OWNER.name);
    await expect(account.email).toHaveValue(OWNER.email);
    await expect(account.password).toHaveValue(OWNER.password);
  });

  await test.step("with the right code the owner stands on the create page", async () => {
    await account.setupCode.fill(studio.setupCode);
    await account.createAccount.click();
    await expect(page).toHaveURL(/\/t\/[^/]+\/p\/[^/]+\/create$/);
    await expect(create.composer.prompt).toBeVisible();
  });
  const home = page.url();

  await test.step("the code works once", async () => {
    const stranger = await openBrowser({ baseURL: studio.url });
    await stranger.goto("/sign-up");
    await expect(stranger.getByRole("heading", { name: "This studio has its owner" })).toBeVisible();
    await stranger.goto("/");
    await expect(stranger).toHaveURL(/\/sign-in$/);
  });

  await test.step("signed out, every page asks who is there", async () => {
    await new Shell(page).signOut();
    await expect(page).toHaveURL(/\/sign-in/);
    await page.goBack();
    await expect(page).toHaveURL(/\/sign-in/);
  });

  await test.step("a wrong password is told plainly, and the email stays", async () => {
    await page.goto(`${home}?clip=${goneClip}`);
    await expect(page).toHaveURL(/\/sign-in\?returnTo=/);
    await account.signIn({ email: OWNER.email, password: "not the password" });
    await expect(account.error).toContainText("Email and password do not match");
    await expect(account.email).toHaveValue(OWNER.email);
  });

  await test.step("the right one leads to the page that was asked for", async () => {
    await account.signIn(OWNER);
    await expect(page).toHaveURL(`${home}?clip=${goneClip}`);
    await page.goto("/");
    await expect(page).toHaveURL(home);
  });
});
