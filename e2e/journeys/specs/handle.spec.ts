import { readFile } from "node:fs/promises";
import { unzipSync } from "fflate";
import { expect, test } from "../fixtures";
import { download } from "../harness/downloads";
import { CreatePage } from "../pages/create-page";
import { beginsWith } from "../pages/names";

test("clips are chosen, marked for everybody, downloaded in one file, and thrown away together", async ({ create, place, page }) => {
  const { composer, gallery, viewer } = create;
  const prompt = "A harbour before dawn";
  const chosen = gallery.region.getByRole("toolbar", { name: "Chosen clips" });
  await composer.set({ resolution: "480p", seconds: 4 });
  await create.generate(prompt);
  await expect(gallery.card(prompt)).toHaveCount(1);
  await expect(composer.generate).toHaveText(/Generate/);
  await create.generate(prompt);
  await expect(gallery.status(prompt, "Ready")).toHaveCount(2, { timeout: 45_000 });
  await expect(gallery.cards.first()).toContainText("Take 2");
  await expect(gallery.cards.last(), "the first is a take since there are two").toContainText("Take 1");

  await test.step("a click chooses, Shift all in between, and keys say something of all of them", async () => {
    await gallery.region.getByRole("button", { name: "Select", exact: true }).click();
    await gallery.open(prompt).first().click();
    await expect(viewer.dialog).toBeHidden();
    await gallery
      .open(prompt)
      .last()
      .click({ modifiers: ["Shift"] });
    await expect(chosen).toContainText("2 chosen");
    await page.keyboard.press("4");
    await expect(gallery.cards.getByLabel("4 stars")).toHaveCount(2);
    await page.keyboard.press("2");
    await expect(gallery.cards.getByLabel("2 stars")).toHaveCount(2);
    // Also from the bar, which takes the focus when it comes.
    await chosen.getByRole("button", { name: "Download ZIP" }).focus();
    await page.keyboard.press("Control+z");
    await expect(gallery.cards.getByLabel("4 stars"), "what was said of several is taken back").toHaveCount(2);
    await page.keyboard.press("Escape");
    await expect(chosen).toBeHidden();
    await gallery.open(prompt).first().focus();
    await page.keyboard.press("Space");
    await expect(chosen).toContainText("1 chosen");
  });

  await test.step("another window sees what is said at once", async () => {
    const elsewhere = new CreatePage(await page.context().newPage());
    await elsewhere.open(place);
    await expect(elsewhere.gallery.cards.getByLabel("4 stars")).toHaveCount(2);
    await chosen.getByRole("button", { name: "Favourite" }).click();
    await chosen.getByRole("button", { name: "Approve" }).click();
    await chosen.getByRole("button", { name: "Name", exact: true }).click();
    await page.getByRole("textbox", { name: "Name" }).fill("Wide shot, dawn");
    await page.keyboard.press("Enter");
    await chosen.getByRole("button", { name: "Tags" }).click();
    await page.getByRole("textbox", { name: "New tag" }).fill("Hero");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("checkbox", { name: "Hero" })).toBeChecked();
    await page.keyboard.press("Escape");
    const named = elsewhere.gallery.cards.first();
    await expect(named).toHaveAccessibleName(beginsWith(prompt));
    await expect(named).toContainText("Take 2 · Wide shot, dawn");
    await expect(named).toContainText("Hero");
    await expect(named.getByLabel("Approved")).toBeVisible();
    await elsewhere.page.close();
  });

  await test.step("all are one file, in which a table says what they are", async () => {
    await page.keyboard.press("Control+a");
    await expect(chosen).toContainText("2 chosen");
    const { path, name } = await download(page, () => chosen.getByRole("button", { name: "Download ZIP" }).click());
    expect(name).toMatch(/\.zip$/);
    const files = unzipSync(await readFile(path));
    expect(Object.keys(files)).toHaveLength(4);
    expect(Object.keys(files).filter((file) => file.endsWith("Wide shot, dawn_take-2.mp4"))).toHaveLength(1);
    expect(Buffer.from(files["manifest.csv"]!).toString("utf8")).toContain("Wide shot, dawn");
  });

  await test.step("all go to the trash by one press, and come back by another", async () => {
    await expect(gallery.notices.getByRole("button", { name: "Undo" }), "the notice of the stars goes").toHaveCount(0);
    await chosen.getByRole("button", { name: "Move to the trash" }).click();
    await expect(gallery.cards).toHaveCount(0);
    // What was marked just before has a way back of its own, which may still be shown.
    const thrown = gallery.notices.locator("[data-slot=toast]").filter({ hasText: "2 moved to the trash" });
    await thrown.getByRole("button", { name: "Undo" }).click();
    await expect(gallery.status(prompt, "Ready")).toHaveCount(2);
  });

  await test.step("the viewer has the same keys", async () => {
    await page.keyboard.press("Escape");
    await gallery.open(prompt).last().click();
    await expect(viewer.dialog).toBeVisible();
    await viewer.press("x");
    await expect(viewer.button("Want changes")).toHaveAttribute("aria-pressed", "true");
    await viewer.press("h");
    await expect(viewer.button("Favourite")).toHaveAttribute("aria-pressed", "true");
  });
});
