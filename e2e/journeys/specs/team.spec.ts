import { randomUUID } from "node:crypto";
import { paths } from "@/lib/shared/paths";
import { expect, test } from "../fixtures";
import { AccountPage, type Person } from "../pages/account-page";
import { AuditPage } from "../pages/audit-page";
import { Comments } from "../pages/comments";
import { CreatePage } from "../pages/create-page";
import { MembersPage, type RoleName } from "../pages/members-page";
import { ProjectsPage } from "../pages/projects-page";
import { TeamSettingsPage } from "../pages/team-settings-page";
import { Viewer } from "../pages/viewer";

const somebody = (name: string): Person => ({ name, email: `${randomUUID()}@example.com`, password: "a long walk at dusk" });

test("a second person comes in by a link, watches the gallery live, and does what the role allows", async ({
  create,
  place,
  page,
  openBrowser,
  errors,
}) => {
  const prompt = "Two lighthouses answer each other in the dark";
  const newcomer = somebody("Newcomer");
  const members = new MembersPage(page);

  await members.open(place.team);
  const link = await members.invite("Creator");

  const theirs = await openBrowser();
  const studio = new CreatePage(theirs);
  await test.step("the link asks for a name, and leads into the team", async () => {
    // As it stands at the end of a sentence.
    await theirs.goto(`${link}.`);
    await new AccountPage(theirs).acceptInvitation(newcomer);
    await expect(theirs).toHaveURL(/\/t\/[^/]+\/p\/[^/]+\/create$/);
    await studio.open(place);
    await expect(studio.composer.prompt).toBeVisible();
  });

  await test.step("the same link lets nobody else in", async () => {
    const stranger = await openBrowser();
    await stranger.goto(link);
    await expect(stranger.getByRole("heading", { name: "This invitation has ended" })).toBeVisible();
  });

  await test.step("what the owner makes arrives at the creator by itself, and becomes ready there", async () => {
    const visit = await theirs.evaluate(() => performance.timeOrigin);
    await create.open(place);
    await create.composer.set({ resolution: "480p", seconds: 4, sound: false });
    await create.generate(prompt);
    await expect(studio.gallery.card(prompt)).toBeVisible();
    await expect(studio.gallery.card(prompt)).toContainText("by Owner");
    await expect(studio.gallery.status(prompt, "Ready")).toBeVisible({ timeout: 45_000 });
    expect(await theirs.evaluate(() => performance.timeOrigin)).toBe(visit);
  });

  await test.step("each sees that the other is here, and what they look at only once they let others see it", async () => {
    const watching = studio.gallery.card(prompt).getByText("Looking at this clip: Owner");
    await expect(page.getByRole("button", { name: `Here now: ${newcomer.name}` })).toBeVisible();
    await expect(theirs.getByRole("button", { name: "Here now: Owner" })).toBeVisible();
    await create.gallery.open(prompt).click();
    await expect(new Viewer(page).dialog).toBeVisible();
    await page.keyboard.press("Escape");

    const account = await page.context().newPage();
    await account.goto("/account");
    const shown = account.getByRole("switch", { name: "Show others which clip I am looking at" });
    await shown.click();
    await expect(shown).toBeChecked();
    await account.close();
    await expect(watching).toHaveCount(0);
    await create.gallery.open(prompt).click();
    await expect(watching).toBeAttached();
    await page.keyboard.press("Escape");
    await expect(watching).toHaveCount(0);
    await page.goto("/account");
    await expect(theirs.getByRole("button", { name: "Here now: Owner" })).toHaveCount(0);
  });

  await test.step("the members page says what each role may, and offers no admin above themselves", async () => {
    await members.open(place.team);
    // Their page hears of it by itself.
    await theirs.goto(paths.members(place.team));
    await members.changeRole(newcomer.name, "Admin");
    const choices = theirs.getByRole("combobox", { name: "Role", exact: true }).getByRole("option");
    await expect(choices).toHaveText(["Viewer", "Reviewer", "Creator"]);
    await theirs.getByText("What each role may do").click();
    await expect(theirs.getByRole("row", { name: "Set spending limits" }).getByRole("cell")).toHaveText([
      "–No",
      "–No",
      "–No",
      "–No",
      "Yes",
    ]);
    await studio.open(place);
  });

  await test.step("as a viewer they still watch, and are told why they cannot make clips", async () => {
    await members.open(place.team);
    await expect(members.member(newcomer.name)).toBeVisible();
    await members.changeRole(newcomer.name, "Viewer");
    await expect(theirs.getByText(/Making clips needs the creator role/)).toBeVisible();
    await expect(studio.composer.generate).toBeHidden();
    const card = await studio.gallery.attend(prompt);
    await expect(card.getByRole("link", { name: "Download" })).toBeVisible();
    await expect(card.getByRole("button", { name: "Delete" })).toHaveCount(0);
  });

  await test.step("a project that is kept to chosen people is closed to them at once, and open again when it is everybody's", async () => {
    errors.expect(/404 \(Not Found\)/);
    const projects = new ProjectsPage(page);
    await projects.open(place.team);
    const name = (await page.getByRole("heading", { level: 2 }).first().textContent())!;
    await projects.openTo(name, "Chosen people");
    await expect(projects.card(name)).toContainText("Chosen people");
    await theirs.reload();
    await expect(theirs.getByText("This scene is missing")).toBeVisible();
    await projects.openTo(name, "The whole team");
    await theirs.reload();
    await expect(studio.gallery.card(prompt)).toBeVisible();
  });

  await test.step("who is taken out of the team sees nothing more of it", async () => {
    // Their page may ask for something in the moment before it hears of it.
    errors.expect(/404 \(Not Found\).*\/api\//);
    await members.open(place.team);
    await page.getByRole("button", { name: `Remove ${newcomer.name}` }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
    await expect(members.member(newcomer.name)).toBeHidden();
    await theirs.reload();
    await expect(theirs.getByText("This scene is missing")).toBeVisible();
    await theirs.goto("/");
    await expect(theirs.getByRole("heading", { name: "You are in no team" })).toBeVisible();
  });

  await test.step("the audit tells who came, rose, and went, finds it again by the address, and gives it away as a table", async () => {
    const audit = new AuditPage(page);
    await members.open(place.team);
    await page.getByRole("link", { name: "Audit" }).click();
    await expect(audit.line("Joined by an invitation")).toContainText(newcomer.name);
    await audit.look({ words: newcomer.name, about: "Members and roles" });
    await expect(page).toHaveURL(/group=members/);
    await expect(audit.lines).toHaveText([/Removed from the team/, /Admin → Viewer/, /Creator → Admin/, /Joined by an invitation/]);
    const table = page.waitForEvent("download");
    await page.getByRole("link", { name: "Export as CSV" }).click();
    expect((await table).suggestedFilename()).toBe("audit.csv");
  });
});

test("another team is made, named, deleted with its name, and brought back", async ({ page, errors }) => {
  const team = new TeamSettingsPage(page);
  await team.create("Night shift");
  await expect(page).toHaveURL(/\/t\/night-shift[^/]*\/p\//);
  const slug = new URL(page.url()).pathname.split("/")[2]!;
  await page.goto(paths.members(slug));
  await page.getByRole("link", { name: "Team settings" }).click();
  await expect(page.getByRole("heading", { name: "Team settings" })).toBeVisible();
  await team.delete("Day shift");
  await expect(page.getByText("This is not the name of the team.")).toBeVisible();
  await page.keyboard.press("Escape");
  await team.delete("Night shift");
  await expect(team.deleted.getByText("Night shift")).toBeVisible();
  errors.expect(/404 \(Not Found\)/);
  await page.goto(paths.projects(slug));
  await expect(page.getByText("This scene is missing")).toBeVisible();
  await page.goto(paths.account());
  await page.getByRole("button", { name: "Restore Night shift" }).click();
  await page.getByRole("list", { name: "Teams", exact: true }).getByRole("link", { name: "Night shift" }).click();
  await expect(page).toHaveURL(new RegExp(`/t/${slug}/projects`));
});

test("five people of five roles work in one project at once, and each sees what the others do and may do what their role says", async ({
  create,
  place,
  page,
  openBrowser,
}) => {
  const roles = ["Admin", "Creator", "Reviewer", "Viewer"] as const satisfies RoleName[];
  const prompt = "A crane swings over the shipyard";
  const members = new MembersPage(page);

  const [admin, creator, reviewer, viewer] = await test.step("each comes in by a link of their own", async () => {
    await members.open(place.team);
    const links: string[] = [];
    for (const role of roles) links.push(await members.invite(role));
    return Promise.all(
      links.map(async (link, index) => {
        const theirs = await openBrowser();
        await theirs.goto(link);
        await new AccountPage(theirs).acceptInvitation(somebody(roles[index]!));
        await expect(theirs).toHaveURL(/\/create$/);
        const studio = new CreatePage(theirs);
        await studio.open(place);
        return studio;
      }),
    ).then((opened) => opened as [CreatePage, CreatePage, CreatePage, CreatePage]);
  });
  await create.open(place);
  const everybody = [create, admin, creator, reviewer, viewer];

  await test.step("all five see that the others are here", async () => {
    for (const { page: theirs } of everybody)
      await expect(theirs.getByRole("button", { name: /^Here now: ([^,]+, ){3}[^,]+$/ })).toBeVisible();
  });

  await test.step("three may make clips, and what one makes becomes ready before the eyes of all", async () => {
    for (const { composer } of [reviewer, viewer]) await expect(composer.generate).toBeHidden();
    for (const { composer } of [create, admin, creator]) await expect(composer.generate).toBeVisible();
    await creator.composer.set({ resolution: "480p", seconds: 4, sound: false });
    await creator.generate(prompt);
    for (const { gallery } of everybody) await expect(gallery.status(prompt, "Ready")).toBeVisible({ timeout: 45_000 });
  });

  const said = everybody.map((one) => new Comments(one.viewer));
  await test.step("all five look at it at once; a viewer says nothing, and a reviewer's word comes to all", async () => {
    for (const { gallery } of everybody) await gallery.open(prompt).click();
    await expect(viewer.viewer.dialog).toBeVisible();
    await expect(said[4]!.add).toBeHidden();
    await said[3]!.add.click();
    await said[3]!.words.fill("Hold the last second longer");
    await said[3]!.region.getByRole("button", { name: "Add comment" }).click();
    for (const one of said) await expect(one.thread("Hold the last second longer")).toBeVisible();
  });

  await test.step("reviewer, creator, admin and owner decide at the same moment, and all five come to the same state", async () => {
    await expect(viewer.viewer.button("Approve")).toBeHidden();
    await Promise.all([reviewer.viewer.press("x"), creator.viewer.press("a"), admin.viewer.press("a"), create.viewer.press("a")]);
    for (const one of said) await expect(one.state).toHaveText("Changes wanted");
    await reviewer.viewer.press("x");
    for (const one of said) await expect(one.state).toHaveText("Approved");
  });

  await test.step("a creator's clip may be deleted by an admin and not by a reviewer; who becomes a viewer in the middle of it loses the means", async () => {
    for (const { viewer: theirs } of everybody) await theirs.leave();
    for (const { gallery } of [reviewer, viewer])
      await expect((await gallery.attend(prompt)).getByRole("button", { name: "Delete" })).toHaveCount(0);
    await members.open(place.team);
    await members.changeRole("Creator", "Viewer");
    await expect(creator.composer.generate).toBeHidden();
    await (await admin.gallery.attend(prompt)).getByRole("button", { name: "Delete" }).click();
    for (const { gallery } of [admin, creator, reviewer, viewer]) await expect(gallery.card(prompt)).toHaveCount(0);
  });
});
