import { randomUUID } from "node:crypto";
import { expect, test } from "../fixtures";
import { AccountPage, type Person } from "../pages/account-page";
import { MembersPage } from "../pages/members-page";
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
    await here.getByRole("textbox", { name: "Present password" }).fill(person.password);
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
