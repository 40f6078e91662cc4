import { expect, test } from "../fixtures";
import { say } from "../harness/messages";
import { ProjectsPage } from "../pages/projects-page";

test("a project goes into the archive and comes out, is deleted and comes back, with its clips", async ({ create, place, page }, {
  title,
}) => {
  const prompt = "A clapper falls shut in the rain";
  // As the fixture calls it.
  const name = title.slice(0, 40);
  const projects = new ProjectsPage(page);

  await test.step("whoever works with the emulator sees that nothing is bought", async () => {
    await expect(page.getByText("Emulator: free", { exact: true })).toBeVisible();
    await create.composer.set({ resolution: "480p", seconds: 4, sound: false });
    await create.generate(prompt);
    await expect(create.gallery.status(prompt, "Ready")).toBeVisible({ timeout: 45_000 });
  });

  await test.step("archived, it is watched and takes no clips", async () => {
    await projects.open(place.team);
    await projects.choose(name, "Archive");
    await expect(projects.card(name)).toBeHidden();
    await projects.fold("Archived").click();
    await projects.card(name).getByRole("link", { name }).click();
    await expect(page.getByText("This project is archived: its clips stay, and no new ones are made.")).toBeVisible();
    await expect(create.gallery.card(prompt)).toBeVisible();
    await expect(create.composer.generate).toBeHidden();
    await page.getByRole("button", { name: "Take out of the archive" }).click();
    await expect(create.composer.generate).toBeVisible();
  });

  await test.step("deleted, its page is gone, and it can be brought back whole", async () => {
    const address = page.url();
    await projects.open(place.team);
    await projects.choose(name, "Delete");
    await page
      .getByRole("dialog", { name: `Delete ${name}?` })
      .getByRole("button", { name: "Delete project" })
      .click();
    await expect(projects.card(name)).toHaveCount(0);
    await page.goto(address);
    await expect(page.getByRole("heading", { name: "This scene is missing" })).toBeVisible();
    await projects.open(place.team);
    await projects.fold("Deleted").click();
    await page.getByRole("button", { name: `Restore ${name}` }).click();
    await projects.card(name).getByRole("link", { name }).click();
    await expect(create.gallery.card(prompt)).toBeVisible();
  });

  await test.step("another one is begun from the switcher", async () => {
    await page.getByRole("button", { name: /switch project$/ }).click();
    await page.getByRole("menuitem", { name: "New project" }).click();
    const dialog = page.getByRole("dialog", { name: "New project" });
    const field = dialog.getByRole("textbox", { name: "Name" });
    // What nobody sees is no name.
    await field.fill("\u200b\u2060\ufeff");
    await page.keyboard.press("Enter");
    await expect(dialog.getByText(say("en", "fields.required"))).toBeVisible();
    await field.fill(`${name} 2`);
    await page.keyboard.press("Enter");
    await expect(page).not.toHaveURL(new RegExp(`/p/${place.project}/`));
    // There is one thing to do in it.
    await expect(create.composer.prompt).toBeFocused();
  });
});
