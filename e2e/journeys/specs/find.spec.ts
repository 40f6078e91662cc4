import { expect, test } from "../fixtures";
import { say } from "../harness/messages";
import { CreatePage } from "../pages/create-page";
import { Gallery } from "../pages/gallery";
import { paths } from "@/lib/shared/paths";

test("clips are found by words and by marks, in an address that others can open", async ({
  create,
  place,
  page,
  openBrowser,
  ownerState,
}) => {
  const { composer, gallery } = create;
  const kite = "A red kite over the dunes";
  const street = "雨夜的霓虹街道，慢速推镜头";
  await composer.set({ resolution: "480p", seconds: 4 });
  await create.generate(kite);
  await expect(gallery.card(kite)).toBeVisible();
  await expect(composer.generate).toHaveText(/Generate/);
  await create.generate(street);
  await expect(gallery.cards).toHaveCount(2);

  await test.step("two characters out of the middle of a prompt without spaces are enough", async () => {
    await page.getByRole("button", { name: "Skip to the composer" }).focus();
    await page.keyboard.press("/");
    await expect(gallery.search).toBeFocused();
    await page.keyboard.type("霓虹");
    await expect(gallery.cards).toHaveCount(1);
    await expect(gallery.card(street)).toBeVisible();
    await expect(gallery.region.getByText("1 clip", { exact: true })).toBeVisible();
    await page.reload();
    await expect(gallery.search).toHaveValue("霓虹");
    await expect(gallery.cards).toHaveCount(1);
    await page.goBack();
    await expect(gallery.cards).toHaveCount(2);
    await expect(gallery.search).toHaveValue("");
  });

  await test.step("a filter follows what others say of a clip", async () => {
    const elsewhere = new CreatePage(await page.context().newPage());
    await elsewhere.open(place);
    await elsewhere.gallery.open(kite).focus();
    await elsewhere.page.keyboard.press("4");
    await gallery.filter("Rating", "4 stars or more");
    await gallery.filter("Order", "Best rated first");
    await expect(gallery.cards).toHaveCount(1);
    await expect(gallery.chip("Rating: 4 stars or more")).toBeVisible();
    await elsewhere.page.keyboard.press("1");
    await expect(gallery.cards, "it does not fit any more").toHaveCount(0);
    await expect(gallery.region.getByText("No clip of this project fits all of these filters.")).toBeVisible();
    await elsewhere.page.keyboard.press("5");
    await expect(gallery.card(kite), "and now it does").toBeVisible();
    await elsewhere.page.close();
  });

  await test.step("a clip is found by its note, and a collection lies in a folder, in its menu and in the filters", async () => {
    await gallery.region.getByRole("button", { name: "Clear filters" }).click();
    await gallery.open(street).click();
    const note = create.viewer.details.getByRole("textbox", { name: "Note" });
    await note.fill("Ask for the long version");
    await create.viewer.details.getByRole("button", { name: "Save" }).click();
    await expect(create.viewer.details.getByRole("button", { name: "Save" })).toHaveCount(0);
    await create.viewer.leave();
    await gallery.search.fill("long version");
    await expect(gallery.cards).toHaveCount(1);
    await gallery.open(street).click();
    await expect(note).toHaveValue("Ask for the long version");
    await create.viewer.details.getByRole("button", { name: "Collections" }).click();
    const collections = page.getByRole("dialog", { name: "Collections" });
    await collections.getByRole("textbox", { name: "New collection" }).fill("Selects");
    await collections.getByRole("button", { name: "Add" }).click();
    await collections.getByRole("button", { name: "Rename or delete Selects" }).click();
    await collections.getByRole("combobox", { name: "Folder" }).fill("Act one");
    await collections.getByRole("button", { name: "Move" }).click();
    await expect(collections.getByRole("list", { name: "Act one" }).getByRole("checkbox", { name: "Selects" })).toBeChecked();
    await collections.getByRole("button", { name: "Rename or delete the folder Act one" }).click();
    await collections.getByRole("textbox", { name: "New name of the folder" }).fill("Act two");
    await collections.getByRole("button", { name: "Save" }).click();
    await expect(collections.getByRole("list", { name: "Act two" })).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(collections).toBeHidden();
    await create.viewer.leave();
    await gallery.filter("Collection", "Selects");
    await expect(gallery.chip("Collection: Selects")).toBeVisible();
    await gallery.filters.click();
    await expect(gallery.region.locator("optgroup[label='Act two'] > option")).toHaveText("Selects");
    await page.keyboard.press("Escape");
    await gallery.chip("Collection: Selects").click();
    await gallery.filter("Comments", "With open comments");
    await expect(gallery.chip("Comments: With open comments")).toBeVisible();
    await expect(gallery.cards).toHaveCount(0);
    await gallery.search.fill("");
    await gallery.chip("Comments: With open comments").click();
    await gallery.filter("Rating", "4 stars or more");
    await gallery.filter("Order", "Best rated first");
    await expect(gallery.cards).toHaveCount(1);
  });

  await test.step("what is looked for is kept under a name, and applied again", async () => {
    await gallery.saveView("Best kites");
    await gallery.chip("Best rated first").click();
    await gallery.region.getByRole("button", { name: "Clear filters" }).click();
    await expect(gallery.cards).toHaveCount(2);
    await gallery.views.click();
    await page.getByRole("button", { name: "Best kites", exact: true }).click();
    await expect(gallery.chip("Rating: 4 stars or more")).toBeVisible();
    await expect(gallery.cards).toHaveCount(1);
  });

  await test.step("a clip that is made meanwhile and does not fit is not lost sight of", async () => {
    await expect(composer.generate).toHaveText(/Generate/);
    await create.generate("A blue kite over the lake");
    await gallery.notices.getByRole("button", { name: "Clear filters" }).click();
    await expect(gallery.cards).toHaveCount(3);
  });

  await test.step("nothing fits: a sentence, and the way back", async () => {
    await gallery.search.fill("100% zebra");
    await expect(gallery.region.getByRole("heading", { name: "No clip fits" })).toBeVisible();
    await gallery.search.fill("%");
    await expect(gallery.region.getByText("The search looks for letters and digits")).toBeVisible();
    await gallery.region.getByRole("button", { name: "Clear filters" }).last().click();
    await expect(gallery.cards).toHaveCount(3);
  });

  await test.step("in Chinese, on a phone, the head of the gallery is one line", async () => {
    const phone = await openBrowser({ locale: "zh-CN", viewport: { width: 390, height: 844 }, storageState: ownerState });
    const zh = new Gallery(phone, "zh-Hans");
    await phone.goto(paths.create(place.team, place.project));
    const heading = zh.region.getByRole("heading", { level: 2 }).first();
    const [title, field] = [await heading.boundingBox(), await zh.search.boundingBox()];
    expect(title!.y + title!.height, "they share a row").toBeGreaterThan(field!.y);
    const words = await heading.evaluate((element) => {
      const range = document.createRange();
      range.selectNodeContents(element);
      return range.getBoundingClientRect().right;
    });
    expect(words, "and do not touch").toBeLessThanOrEqual(field!.x);
    await zh.search.fill("夜 街道");
    await expect(zh.cards).toHaveCount(1);
    await expect(zh.region.getByText(say("zh-Hans", "find.clear"), { exact: true })).toBeVisible();
  });
});
