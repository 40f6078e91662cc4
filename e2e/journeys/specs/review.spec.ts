import { randomUUID } from "node:crypto";
import { expect, test } from "../fixtures";
import { paths } from "@/lib/shared/paths";
import { findBarriers } from "../harness/axe";
import { AccountPage, type Person } from "../pages/account-page";
import { Bell } from "../pages/bell";
import { Comments } from "../pages/comments";
import { CreatePage } from "../pages/create-page";
import { MembersPage } from "../pages/members-page";

test("two people review a clip: a range and a drawing, an answer that comes by itself, and what is decided", async ({
  create,
  place,
  page,
  openBrowser,
}) => {
  const prompt = "A kite over the breakwater";
  const bo: Person = { name: "Bo", email: `${randomUUID()}@example.com`, password: "a long walk at dusk" };
  const comments = new Comments(create.viewer);
  const { viewer, gallery } = create;

  await create.composer.set({ resolution: "480p", ratio: "16:9", seconds: 4, sound: false });
  await create.generate(prompt);
  await expect(gallery.status(prompt, "Ready")).toBeVisible({ timeout: 45_000 });

  const theirs = await openBrowser();
  const studio = new CreatePage(theirs);
  const said = new Comments(studio.viewer);
  await test.step("a second person comes in and looks at the same clip", async () => {
    const admin = await page.context().newPage();
    const members = new MembersPage(admin);
    await members.open(place.team);
    await theirs.goto(await members.invite("Creator"));
    await admin.close();
    await new AccountPage(theirs).acceptInvitation(bo);
    await expect(theirs).toHaveURL(/\/create$/);
    await studio.open(place);
    await studio.gallery.open(prompt).click();
    await expect(said.add).toBeVisible();
    await studio.viewer.press("k");
  });

  await test.step("a range is marked, drawn on, and survives a reload before it is said", async () => {
    await gallery.open(prompt).click();
    await expect(comments.region.getByText("No comments yet.")).toBeVisible();
    await viewer.press("k");
    await viewer.press("Home");
    await viewer.press("Shift+ArrowRight");
    await viewer.press("i");
    await viewer.press("Shift+ArrowRight");
    await viewer.press("o");
    await viewer.press("c");
    await comments.words.fill("Too dark here, ");
    await comments.words.press("End");
    await comments.words.pressSequentially("@bo");
    await comments.words.press("Enter");
    await expect(comments.words).toHaveValue("Too dark here, @Bo ");
    await expect(comments.region).toContainText("00:00:01:00 – 00:00:02:00");
    await comments.region.getByRole("button", { name: "Draw" }).click();
    await comments.draw([0.3, 0.5], [0.7, 0.5]);
    await comments.draw([0.4, 0.4], [0.4, 0.6]);
    await comments.region.getByRole("button", { name: "Undo line" }).click();
    await expect(comments.drawing.locator("polyline")).toHaveCount(2);
    expect(await findBarriers(page)).toEqual([]);
    await page.reload();
    await expect(comments.words).toHaveValue("Too dark here, @Bo ");
    await comments.words.press("Escape");
    await expect(comments.words).toBeHidden();
    await comments.add.click();
    await comments.region.getByRole("button", { name: "Add comment" }).click();
    await expect(comments.thread("Too dark here")).toBeVisible();
  });

  await test.step("the other sees it come, goes to its frame by its marker, and sees the drawing", async () => {
    await expect(said.thread("Too dark here, @Bo")).toBeVisible();
    await studio.viewer.press("Home");
    await said.markers.click();
    await expect(studio.viewer.timecode).toContainText("00:00:01:00 /");
    await expect(studio.viewer.button("Play")).toBeVisible();
    await expect(said.drawing.locator("polyline")).toHaveCount(2);
    await studio.viewer.press("End");
    await expect(said.drawing).toHaveCount(0);
  });

  await test.step("who was mentioned is told by itself, and the bell leads to the words", async () => {
    const bell = new Bell(theirs);
    await studio.viewer.press("Escape");
    await expect(bell.button).toHaveAccessibleName("Notifications: 1 new");
    await bell.button.press("Enter");
    await expect(bell.items).toHaveText(/mentioned you on “A kite over the breakwater”.*Too dark here, @Bo/);
    expect(await findBarriers(theirs)).toEqual([]);
    await bell.items.getByRole("link").press("Enter");
    await expect(said.thread("Too dark here")).toHaveAttribute("aria-current", "true");
    await expect(bell.button).toHaveAccessibleName("Notifications");
  });

  await test.step("an answer comes by itself too, and what is resolved leaves the card", async () => {
    await said.reply("Too dark", "I made the next take brighter");
    await expect(comments.thread("Too dark").getByText("I made the next take brighter")).toBeVisible();
    await viewer.press("Escape");
    await expect(gallery.card(prompt).getByLabel("1 open comment")).toBeVisible();
    await gallery.open(prompt).click();
    await comments.thread("Too dark").getByRole("button", { name: "Resolve" }).click();
    await expect(comments.markers).toHaveCount(0);
    await expect(said.region.getByText("1 resolved")).toBeVisible();
    await viewer.press("Escape");
    await expect(gallery.card(prompt).getByLabel("1 open comment")).toHaveCount(0);
  });

  await test.step("one wants changes and takes it back, or an owner dismisses it; what is approved is locked, and stays where it is", async () => {
    await studio.viewer.press("x");
    await gallery.open(prompt).click();
    await expect(comments.state).toHaveText("Changes wanted");
    await viewer.press("a");
    await expect(gallery.notices).toContainText("Yours is kept.");
    await expect(comments.state).toHaveText("Changes wanted");
    await studio.viewer.press("x");
    await expect(comments.state).toHaveText("Approved");
    await studio.viewer.press("x");
    await expect(comments.state).toHaveText("Changes wanted");
    await comments.review.getByRole("button", { name: "Dismiss what Bo wants changed" }).click();
    await expect(comments.state).toHaveText("Approved");
    await expect(said.state).toHaveText("Approved");
    await comments.review.getByRole("button", { name: "Lock" }).click();
    await expect(said.review.getByText(/^Locked by Owner/)).toBeVisible();
    await viewer.press("Delete");
    await expect(gallery.notices).toContainText("This clip is locked");
    await expect(gallery.card(prompt).getByLabel("Locked")).toBeVisible();
  });

  await test.step("all of that is told in the activity of the project", async () => {
    await page.goto(paths.activity(place.team, place.project));
    const told = page.getByRole("list", { name: "Activity" }).getByRole("listitem");
    await expect(told.first()).toContainText("Owner locked");
    await expect(told.filter({ hasText: "Owner dismissed the “Changes wanted” of Bo on" })).toHaveCount(1);
    await expect(told.filter({ hasText: "Bo replied to a comment on" })).toHaveCount(1);
    await said.review.getByRole("button", { name: "Unlock" }).click();
    await expect(told.first()).toContainText("Bo unlocked");
  });

  await test.step("whoever is asked sees it come, and go when they have said something", async () => {
    const asked = await theirs.context().newPage();
    await asked.goto(paths.reviews(place.team));
    await expect(asked.getByText("Nothing waits for you")).toBeVisible();
    await create.open(place);
    await gallery.open(prompt).click();
    await comments.review.getByRole("button", { name: "More for this review" }).click();
    await comments.review.getByRole("menuitem", { name: "Ask for a review" }).click();
    await comments.review.getByRole("checkbox", { name: "Bo" }).check();
    await comments.review.getByRole("button", { name: "Save" }).click();
    await expect(asked.getByRole("link", { name: prompt })).toBeVisible();
    await theirs.bringToFront();
    await studio.viewer.press("a");
    await expect(asked.getByText("Nothing waits for you")).toBeVisible();
    await asked.close();
  });
});
