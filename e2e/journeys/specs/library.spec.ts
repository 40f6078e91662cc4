import { expect, test } from "../fixtures";
import { findBarriers } from "../harness/axe";
import { makePicture, makeSound } from "../harness/media";
import { say } from "../harness/messages";
import { CreatePage } from "../pages/create-page";
import { LibraryPage } from "../pages/library-page";

const DAWN = "harbour at dawn.jpg";
const NEON = "霓虹夜景.png";
const WAVES = "waves.wav";

test("what was brought is found, marked, used for a clip and thrown away", async ({
  create,
  emulator,
  page,
  place,
  openBrowser,
  ownerState,
}) => {
  const { composer, gallery } = create;
  const library = new LibraryPage(page);
  await page.emulateMedia({ reducedMotion: "reduce" });
  await test.step("files that the composer was given are there", async () => {
    await composer.choose("References");
    await composer.add("Add references", await makePicture(DAWN, { width: 960, height: 540, hue: 30 }));
    await composer.add("Add references", await makePicture(NEON, { width: 540, height: 960, hue: 250, format: "png" }), makeSound(WAVES));
    await expect(composer.file(WAVES)).toBeVisible();
    await expect(composer.uploads).toHaveCount(0);
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Library", exact: true }).click();
    for (const name of [DAWN, NEON, WAVES]) await expect(library.file(name)).toBeVisible();
    expect(await findBarriers(page), "the library").toEqual([]);
  });

  await test.step("files are brought to the library itself, and what is none is told there", async () => {
    const notAFile = { name: "notes.png", mimeType: "image/png", buffer: Buffer.from("only words") };
    await library.region
      .getByLabel("Bring files")
      .setInputFiles([await makePicture("brought.png", { width: 640, height: 640, hue: 120, format: "png" }), notAFile]);
    await expect(library.file("brought.png")).toBeVisible();
    const list = library.region.getByRole("list", { name: say("en", "uploads.list") });
    await expect(list.getByRole("listitem")).toHaveText(/notes\.png · /);
    await list.getByRole("button", { name: say("en", "uploads.dismissFile", { name: "notes.png" }) }).click();
    await expect(list).toHaveCount(0);
  });

  await test.step("as it is typed, a word of either script finds them, and the address says so", async () => {
    await library.search.fill("dawn");
    await expect(library.file(NEON)).toHaveCount(0);
    await expect(library.file(DAWN)).toBeVisible();
    await library.search.fill("夜景");
    await expect(library.file(NEON)).toBeVisible();
    await expect(library.file(DAWN)).toHaveCount(0);
    await expect(page).toHaveURL(/q=%E5%A4%9C/);
    await page.reload();
    await expect(library.file(NEON)).toBeVisible();
    await library.search.fill("zebra");
    await expect(library.region.getByText(say("en", "library.nothing.title"))).toBeVisible();
    await library.region.getByRole("button", { name: say("en", "library.nothing.clear") }).click();
    await expect(library.file(DAWN)).toBeVisible();
  });

  await test.step("two that are chosen get a tag and a folder with one press each, and are found by them", async () => {
    await library.choose(DAWN);
    await library.file(NEON).getByRole("checkbox").click();
    await expect(library.bar).toContainText("2 chosen");
    await library.put("tags", "Hero");
    await library.put("folder", "Places");
    await library.bar.getByRole("button", { name: "Favourite" }).click();
    await page.keyboard.press("Escape");
    await expect(library.bar).toHaveCount(0);
    await library.narrow("Tag", "Hero");
    await expect(library.file(WAVES)).toHaveCount(0);
    await library.narrow("Folder", "Places");
    await expect(library.files).toHaveCount(2);
    await library.region.getByRole("button", { name: "Remove Tag: Hero" }).click();
    await library.region.getByRole("button", { name: "Rename this folder" }).click();
    const renaming = library.dialog("Rename folder");
    await renaming.getByRole("textbox").fill("Locations");
    await renaming.getByRole("button", { name: "Rename", exact: true }).click();
    await expect(library.files).toHaveCount(2);
    await library.region.getByRole("button", { name: "Remove Folder: Locations" }).click();
    await library.region.getByRole("button", { name: "Favourites", exact: true }).click();
    await expect(library.files).toHaveCount(2);
    await library.region.getByRole("button", { name: "Favourites", exact: true }).click();
    await library.region.getByRole("radio", { name: "Sounds" }).check();
    await expect(library.files).toHaveCount(1);
    await library.region.getByRole("radio", { name: "All files" }).check();
  });

  const prompt = "The harbour wakes, gulls rise";
  await test.step("one press makes it the first frame of the next clip: the provider gets that very picture", async () => {
    await library.opener(DAWN).click();
    const dialog = library.dialog(DAWN);
    await expect(dialog.getByRole("img", { name: DAWN })).toBeVisible();
    await expect(dialog).toContainText("960 × 540");
    expect(await findBarriers(page), "one file").toEqual([]);
    await dialog.getByRole("button", { name: "Use as first frame" }).click();
    await expect(composer.mode("First frame")).toBeChecked();
    await expect(composer.file(DAWN)).toBeVisible();
    await composer.set({ resolution: "480p", seconds: 4, sound: false });
    await create.generate(prompt);
    await expect(gallery.status(prompt, "Ready")).toBeVisible({ timeout: 60_000 });
    const [task] = await emulator.tasks(prompt);
    expect(task).toMatchObject({ mode: "firstFrame" });
    expect(JSON.stringify(task!.body)).toContain("first_frame");
  });

  await test.step("the file says where it was used, and leads there", async () => {
    await library.open(place.team);
    await library.opener(DAWN).click();
    await library.dialog(DAWN).getByRole("button", { name: "Rename" }).click();
    await library.dialog(DAWN).getByRole("textbox", { name: "Name" }).fill("pier at dawn.jpg");
    await library.dialog(DAWN).getByRole("button", { name: "Save" }).click();
    const dialog = library.dialog("pier at dawn.jpg");
    await dialog.getByRole("region", { name: "Used in" }).getByRole("link", { name: prompt }).click();
    await expect(create.viewer.dialog).toHaveAccessibleName(`Clip: ${prompt}`);
  });

  await test.step("what was made here is there as well, and any frame of it can be used", async () => {
    await library.open(place.team, "show=made");
    await library.opener(prompt).click();
    await library.dialog(prompt).getByRole("slider", { name: "Frame" }).fill("30");
    await library.dialog(prompt).getByRole("button", { name: "Use as last frame" }).click();
    await expect(composer.mode("First + last")).toBeChecked({ timeout: 30_000 });
    await expect(composer.file("frame-30.png")).toBeVisible();
  });

  await test.step("thrown away it can be taken back at once, and for thirty days", async () => {
    await library.open(place.team);
    await library.opener(NEON).press("Space");
    await page.keyboard.press("Delete");
    await expect(library.file(NEON)).toHaveCount(0);
    await gallery.notices.getByRole("button", { name: "Undo" }).click();
    await expect(library.file(NEON)).toBeVisible();
    await library.opener(NEON).press("Space");
    await page.keyboard.press("Delete");
    await expect(library.file(NEON)).toHaveCount(0);
    await library.region.getByRole("link", { name: "Trash" }).click();
    await page.getByRole("button", { name: `Restore ${NEON}` }).click();
    await expect(gallery.notices).toContainText(say("en", "trash.files.restored"));
    await library.open(place.team);
    await expect(library.file(NEON)).toBeVisible();
  });

  await test.step("on a phone, in Chinese, all of it is there", async () => {
    const options = { storageState: ownerState, viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, locale: "zh-CN" };
    const phone = new LibraryPage(await openBrowser(options), "zh-Hans");
    await phone.open(place.team);
    await expect(phone.file(NEON)).toBeVisible();
    await phone.search.fill("夜");
    await expect(phone.files).toHaveCount(1);
    expect(await findBarriers(phone.page), "the library of a phone").toEqual([]);
    await phone.file(NEON).tap();
    await expect(phone.dialog(NEON).getByRole("button", { name: "用作参考" })).toBeVisible();
    const width = await phone.page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBe(390);
  });
});

test("by keyboard alone files come from the library into the composer", async ({ create, page, place, openBrowser, ownerState }) => {
  const { composer } = create;
  await composer.choose("References");
  const pictures = await Promise.all(
    [1, 2, 3].map((take) => makePicture(`lantern ${take}.jpg`, { width: 480, height: 480, hue: take * 50 })),
  );
  await composer.add("Add references", ...pictures);
  await expect(composer.file("lantern 3.jpg")).toBeVisible();
  await expect(composer.uploads).toHaveCount(0);
  for (const { name } of pictures) await composer.file(name).press("Enter");
  await expect(composer.file("lantern 1.jpg")).toHaveCount(0);

  const picker = page.getByRole("dialog", { name: "Add from library" });
  await test.step("what was used last comes first; letters narrow it down, arrows and Space choose, Enter adds", async () => {
    await composer.form.getByRole("button", { name: "Add from library" }).press("Enter");
    await expect(picker.getByRole("searchbox", { name: "Search the library" })).toBeFocused();
    expect(await findBarriers(page), "the picker").toEqual([]);
    await page.keyboard.type("lantern");
    await expect(picker.getByRole("article")).toHaveCount(3);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Space");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Space");
    await expect(picker.getByRole("button", { name: "Add 2 files" })).toBeEnabled();
    await page.keyboard.press("Enter");
    await expect(picker).toHaveCount(0);
    await expect(composer.form).toContainText("2/9 images");
  });

  await test.step("Esc leaves everything as it was, and the focus is where it was", async () => {
    const opener = composer.form.getByRole("button", { name: "Add from library" });
    await opener.press("Enter");
    await expect(picker).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(picker).toHaveCount(0);
    await expect(opener).toBeFocused();
    await expect(composer.form).toContainText("2/9 images");
  });

  await test.step("a place for one picture is filled by one press", async () => {
    await composer.choose("First frame");
    await composer.form.getByRole("button", { name: "Add from library: first frame" }).press("Enter");
    await picker.getByRole("searchbox").fill("lantern 3");
    await expect(picker.getByRole("article")).toHaveCount(1);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await expect(picker).toHaveCount(0);
    await expect(composer.file("lantern 3.jpg")).toBeVisible();
  });

  await test.step("a finger finds it on a phone", async () => {
    const phone = new CreatePage(
      await openBrowser({ storageState: ownerState, viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }),
    );
    await phone.open(place);
    await phone.page
      .getByRole("button", { name: say("en", "composer.pill") })
      .or(phone.page.locator("[data-slot=composer] > button"))
      .first()
      .tap();
    await phone.composer.mode("References").check();
    await phone.page.getByRole("button", { name: "Add from library", exact: true }).tap();
    const choices = phone.page.getByRole("dialog", { name: "Add from library" });
    await choices.getByRole("article", { name: "lantern 1.jpg" }).tap();
    await choices.getByRole("button", { name: "Add 1 file" }).tap();
    await expect(choices).toHaveCount(0);
    await expect(phone.page.getByRole("dialog", { name: "Composer" })).toContainText("3/9 images");
  });
});
