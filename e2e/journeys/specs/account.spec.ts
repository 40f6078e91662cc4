import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { Secret, TOTP } from "otpauth";
import { expect, test } from "../fixtures";
import { findBarriers } from "../harness/axe";
import { forgetProofs } from "../harness/database";
import { download } from "../harness/downloads";
import { AccountPage, type Person } from "../pages/account-page";
import { MembersPage } from "../pages/members-page";
import { addDevice, OwnAccountPage } from "../pages/own-account-page";
import { Shell } from "../pages/shell";

test("a person changes name and password, ends other sessions, and comes back by a link when the password is forgotten", async ({
  create,
  place,
  page,
  openBrowser,
  errors,
}) => {
  // A page whose session has just ended may ask once more before it is left.
  errors.expect(/401 \(Unauthorized\).*\/api\//);
  const person: Person = { name: "青", email: `${randomUUID()}@example.com`, password: "a long walk at dusk" };
  const members = new MembersPage(page);
  await expect(create.composer.prompt).toBeVisible();
  await members.open(place.team);
  const link = await members.invite("Creator");
  const here = await openBrowser();
  await here.goto(link);
  await new AccountPage(here).acceptInvitation(person);
  await here.waitForURL(/\/create$/);
  const said = (words: string) => here.getByRole("region", { name: "Notifications" }).getByText(words);
  const elsewhere = await openBrowser();
  const signIn = async (password: string) => {
    await elsewhere.goto("/sign-in");
    await new AccountPage(elsewhere).signIn({ email: person.email, password });
  };
  await signIn(person.password);
  await elsewhere.waitForURL(/\/create$/);

  await test.step("the name is another one for everybody", async () => {
    await here.goto("/account");
    await here.getByRole("textbox", { name: "Name", exact: true }).fill("何青");
    await here.getByRole("region", { name: "About you" }).getByRole("button").click();
    await expect(said("Saved")).toBeVisible();
    await members.open(place.team);
    await expect(members.member("何青")).toBeVisible();
  });

  await test.step("a new password ends the other session and is the one that counts", async () => {
    await expect(here.getByRole("list", { name: "Where you are signed in" }).getByRole("listitem")).toHaveCount(2);
    await here.getByRole("textbox", { name: "Current password" }).fill(person.password);
    await here.getByRole("textbox", { name: "New password" }).fill("the tide goes out at nine");
    await here.getByRole("button", { name: "Change password" }).click();
    await expect(said("Password changed. Your other sessions have ended.")).toBeVisible();
    await elsewhere.goto("/");
    await expect(elsewhere).toHaveURL(/\/sign-in/);
    await signIn(person.password);
    await expect(new AccountPage(elsewhere).error).toContainText("Email and password do not match");
    await signIn("the tide goes out at nine");
    await elsewhere.waitForURL(/\/create$/);
  });

  await test.step("signing out everywhere ends both", async () => {
    await here.getByRole("button", { name: "Sign out everywhere" }).click();
    await expect(here).toHaveURL(/\/sign-in/);
    await elsewhere.goto("/account");
    await expect(elsewhere).toHaveURL(/\/sign-in/);
  });

  await test.step("an owner's link sets a new password, once", async () => {
    await page.getByRole("button", { name: "Reset the password of 何青" }).click();
    await page.getByRole("button", { name: "Create reset link" }).click();
    const address = await page.getByRole("textbox", { name: "Reset link" }).inputValue();
    await here.goto(address);
    await here.getByRole("textbox", { name: "New password" }).fill("three gulls on one post");
    await here.getByRole("button", { name: "Set password and sign in" }).click();
    await here.waitForURL(/\/create$/);
    await expect(new Shell(here).place("Create")).toBeVisible();
    await elsewhere.goto(address);
    await expect(elsewhere.getByRole("heading", { name: "This link has ended" })).toBeVisible();
  });
});

test("a passkey opens the account alone, a code follows the password, and who has lost the phone has two ways back", async ({
  create,
  place,
  page,
  studio,
  openBrowser,
}) => {
  // Browsers allow no passkeys where the address is a number.
  const theirs = await openBrowser({ baseURL: studio.url.replace("127.0.0.1", "localhost") });
  const person: Person = { name: "Passkey Pat", email: `${randomUUID()}@example.com`, password: "a long walk at dusk" };
  const account = new OwnAccountPage(theirs);
  const door = new AccountPage(theirs);
  const members = new MembersPage(page);
  await expect(create.composer.prompt).toBeVisible();
  await members.open(place.team);
  await theirs.goto(new URL(await members.invite("Creator")).pathname);
  await door.acceptInvitation(person);
  await theirs.waitForURL(/\/create$/);
  await addDevice(theirs);

  await test.step("the passkey is added, and is all that is needed", async () => {
    await account.open();
    await account.addPasskey.click();
    await expect(account.passkeys).toHaveCount(1);
    await account.addPasskey.click();
    await expect(theirs.getByText("has a passkey for your account already")).toBeVisible();
    await account.signOutEverywhere();
    await theirs.getByRole("button", { name: "Sign in with a passkey" }).click();
    await theirs.waitForURL(/\/create$/);
  });

  const secret = await test.step("an authenticator is set up, and recovery codes are shown once", async () => {
    await account.open();
    await forgetProofs(studio.dataDir, person.email);
    await account.setUp.click();
    await theirs.getByRole("dialog", { name: "Confirm that it is you" }).getByRole("button", { name: "Use a passkey" }).click();
    await expect(theirs.getByRole("img", { name: "QR code for your authenticator app" })).toBeVisible();
    expect(await findBarriers(theirs), "setting up").toEqual([]);
    const secret = await account.secret.innerText();
    await account.code.fill("000000");
    await account.turnOn.click();
    await expect(theirs.getByText("This code does not fit.")).toBeVisible();
    await account.code.fill(codeOf(secret, -30_000));
    await account.turnOn.click();
    await expect(account.recoveryCodes).toHaveCount(10);
    expect(await findBarriers(theirs), "recovery codes").toEqual([]);
    return secret;
  });
  const [first = ""] = await account.recoveryCodes.allInnerTexts();
  const file = await download(theirs, () => theirs.getByRole("link", { name: "Download" }).click());
  expect(readFileSync(file.path, "utf8")).toContain(first);
  await theirs.getByRole("button", { name: "I have kept them" }).click();
  await expect(theirs.getByText("10 recovery codes are left")).toBeVisible();

  await test.step("from then on the password leads to the code, and the code in", async () => {
    await account.signOutEverywhere();
    await door.signIn(person);
    await theirs.waitForURL(/\/sign-in\/code/);
    await theirs.goto("/account");
    await expect(theirs).toHaveURL(/\/sign-in\?/);
    await theirs.goto("/sign-in/code");
    await expect(account.code).toBeFocused();
    expect(await findBarriers(theirs), "second step").toEqual([]);
    await theirs.keyboard.type("000000");
    await theirs.keyboard.press("Enter");
    await expect(theirs.getByText("This code does not fit.")).toBeVisible();
    await account.code.fill(codeOf(secret));
    await theirs.getByRole("button", { name: "Go on" }).click();
    await theirs.waitForURL(/\/create$/);
  });

  await test.step("a recovery code stands in for a lost phone", async () => {
    await account.signOutEverywhere();
    await door.signIn(person);
    await theirs.getByRole("button", { name: "Use a recovery code" }).click();
    await theirs.getByRole("textbox", { name: "Recovery code" }).fill(first.toLowerCase());
    await theirs.getByRole("button", { name: "Go on" }).click();
    await theirs.waitForURL(/\/create$/);
    await account.open();
    await expect(theirs.getByText("9 recovery codes are left")).toBeVisible();
    await expect(theirs.getByText("Recovery code used")).toBeVisible();
  });

  await test.step("and an owner's link takes all away, where it is made for that", async () => {
    await members.open(place.team);
    await page.getByRole("button", { name: "Reset the password of Passkey Pat" }).click();
    await page.getByRole("switch", { name: "They have lost their authenticator app or passkeys" }).click();
    await page.getByRole("button", { name: "Create reset link" }).click();
    await theirs.goto(new URL(await page.getByRole("textbox", { name: "Reset link" }).inputValue()).pathname);
    await expect(theirs.getByText("It also removes the authenticator app")).toBeVisible();
    await theirs.getByRole("textbox", { name: "New password" }).fill("three gulls on one post");
    await theirs.getByRole("button", { name: "Set password and sign in" }).click();
    await theirs.waitForURL(/\/create$/);
    await account.open();
    await expect(account.setUp).toBeVisible();
    await expect(account.passkeys).toHaveCount(0);
  });
});

const codeOf = (secret: string, laterMs = 0): string =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + laterMs });
