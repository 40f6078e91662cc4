import { paths } from "@/lib/shared/paths";
import { expect, test } from "../fixtures";
import { findBarriers } from "../harness/axe";
import { makePicture, makeSound } from "../harness/media";
import { say } from "../harness/messages";
import { ElementsPage } from "../pages/elements-page";
import { LibraryPage } from "../pages/library-page";

test("mentions hold the file: by keyboard alone, through moves and removals, up to the request", async ({ create, emulator, page }) => {
  const { composer, gallery } = create;
  const { prompt, form } = composer;
  const list = page.getByRole("listbox", { name: "Mentions" });
  const mention = page.locator("[data-slot=mention]");
  const undo = form.getByRole("button", { name: "Undo" });

  await composer.set({ resolution: "480p", ratio: "16:9", seconds: 4 });
  await composer.choose("References");
  const [captain, rope, harbour] = await Promise.all(
    ["captain.jpg", "rope.jpg", "harbour.jpg"].map((name, index) => makePicture(name, { width: 640, height: 360, hue: index * 90 })),
  );
  await composer.add("Add references", captain!, rope!, harbour!);
  await expect(composer.uploads).toHaveCount(0);

  await test.step("@ lists what is in this run; letters narrow it down, Enter takes one, Backspace takes it out whole", async () => {
    await prompt.focus();
    await page.keyboard.type("@");
    await expect(list.getByRole("option")).toHaveText(["Image 1 · captain.jpg", "Image 2 · rope.jpg", "Image 3 · harbour.jpg"]);
    await page.keyboard.press("ArrowDown");
    await expect(list.getByRole("option", { selected: true })).toHaveText("Image 2 · rope.jpg");
    await page.keyboard.type("harb");
    await expect(list.getByRole("option")).toHaveCount(1);
    await page.keyboard.press("Enter");
    await expect(list).toBeHidden();
    await expect(prompt).toHaveValue("Image 3 ");
    await expect(mention).toHaveText(["Image 3"]);
    await page.keyboard.press("Backspace");
    await expect(prompt).toHaveValue("");
    await page.keyboard.press("Control+z");
    await expect(mention).toHaveText(["Image 3"]);
    await page.keyboard.press("Control+z");
    await page.keyboard.press("Control+a");
    await page.keyboard.press("Delete");
  });

  await test.step("Escape leaves the @ where it is, and Tab takes as Enter does", async () => {
    await page.keyboard.type("@");
    await expect(list).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(list).toBeHidden();
    await expect(prompt).toHaveValue("@");
    await page.keyboard.press("Backspace");
    await page.keyboard.type("@rope");
    await expect(list.getByRole("option")).toHaveCount(1);
    await page.keyboard.press("Tab");
    await page.keyboard.type("is coiled by ");
    await expect(prompt).toHaveValue("Image 2 is coiled by ");
    await page.keyboard.type("@capt");
    await expect(list.getByRole("option")).toHaveCount(1);
    await page.keyboard.press("Enter");
    await page.keyboard.type("at dawn, in Image 3");
    await expect(prompt).toHaveValue("Image 2 is coiled by Image 1 at dawn, in Image 3");
    await expect(mention).toHaveText(["Image 2", "Image 1"]);
  });

  await test.step("whoever wants nothing but text gets no list, and its keys are those of any text", async () => {
    const plain = form.getByRole("button", { name: say("en", "composer.prompt.plain") });
    await plain.press("Enter");
    await expect(plain).toHaveAttribute("aria-pressed", "true");
    await expect(prompt).not.toHaveAttribute("aria-haspopup");
    await prompt.press("Control+End");
    await page.keyboard.type(" @capt");
    await page.keyboard.press("Enter");
    await expect(prompt).toHaveValue("Image 2 is coiled by Image 1 at dawn, in Image 3 @capt\n");
    await expect(list).toBeHidden();
    for (let key = 0; key < " @capt\n".length; key += 1) await page.keyboard.press("Backspace");
    await plain.press("Space");
    await prompt.press("Control+End");
    await expect(prompt).toHaveAttribute("aria-haspopup", "listbox");
  });

  await test.step("the caret steps over a mention, and a mention is not cut", async () => {
    await page.keyboard.press("Control+Home");
    await page.keyboard.press("ArrowRight");
    await expect.poll(() => prompt.evaluate((area: HTMLTextAreaElement) => area.selectionStart)).toBe("Image 2".length);
    await page.keyboard.press("Delete");
    await page.keyboard.press("Backspace");
    await expect(prompt).toHaveValue("is coiled by Image 1 at dawn, in Image 3");
    await page.keyboard.press("Control+z");
    await page.keyboard.press("Control+z");
    await expect(prompt).toHaveValue("Image 2 is coiled by Image 1 at dawn, in Image 3");
    await expect(mention).toHaveText(["Image 2", "Image 1"]);
  });

  await test.step("moved, numbers follow, also those typed by hand, and one Undo takes it back", async () => {
    const moveLeft = async (): Promise<void> => {
      await form.getByRole("button", { name: "More for Image 3: harbour.jpg" }).press("Enter");
      await page.getByRole("menuitem", { name: "Move left" }).press("Enter");
    };
    await moveLeft();
    await expect(prompt).toHaveValue("Image 3 is coiled by Image 1 at dawn, in Image 2");
    await expect(form.getByText(say("en", "composer.notices.numbersFollowed"))).toBeVisible();
    await undo.press("Enter");
    await expect(prompt).toHaveValue("Image 2 is coiled by Image 1 at dawn, in Image 3");
    await moveLeft();
  });

  await test.step("removed, a mention says so and nothing is sent; Undo makes it whole", async () => {
    await form.getByRole("button", { name: "Remove Image 3: rope.jpg" }).press("Enter");
    await expect(prompt).toHaveValue("Image 3 (removed) is coiled by Image 1 at dawn, in Image 2");
    await expect(form.getByText(/^The prompt mentions Image 3, which was taken out/)).toBeVisible();
    await composer.generate.press("Enter");
    await expect(prompt, "the press leads to the problem").toBeFocused();
    await expect(composer.generate).toHaveAccessibleName(/1 problem/);
    await expect(form.getByRole("button", { name: "Remove mention" })).toBeVisible();
    await undo.press("Enter");
    await expect(prompt).toHaveValue("Image 3 is coiled by Image 1 at dawn, in Image 2");
    await expect(composer.generate).toHaveAccessibleName("Generate");
  });

  await test.step("a file that a mode parks is red as well, and whole when the mode is back", async () => {
    await composer.choose("Text");
    // The number that was typed by hand is a mention from now on: it would have named another file.
    await expect(prompt).toHaveValue("Image 3 (parked) is coiled by Image 1 (parked) at dawn, in Image 2 (parked)");
    await composer.choose("References");
    await expect(prompt).toHaveValue("Image 3 is coiled by Image 1 at dawn, in Image 2");
  });

  await test.step("a click on a reference mentions it at the caret; one that is not mentioned is told", async () => {
    await composer.add("Add references", await makePicture("gull.jpg", { width: 640, height: 360, hue: 300 }));
    await expect(composer.uploads).toHaveCount(0);
    await expect(form.getByText("Image 4 is sent but not mentioned")).toBeVisible();
    await prompt.press("Control+End");
    await form.getByRole("button", { name: "Image 4: gull.jpg", exact: true }).click();
    await expect(form.getByText("Image 4 is sent but not mentioned")).toBeHidden();
    await page.keyboard.type("cries");
  });

  const sent = "Image 3 is coiled by Image 1 at dawn, in Image 2 Image 4 cries";
  await test.step("after a reload all of it is there, and what is sent is words", async () => {
    await expect(form.getByText("Saved", { exact: true })).toBeVisible();
    await page.reload();
    await expect(prompt).toHaveValue(sent);
    await expect(mention).toHaveText(["Image 3", "Image 1", "Image 2", "Image 4"]);
    await composer.generate.click();
    await expect(gallery.status(sent, "Ready")).toBeVisible({ timeout: 45_000 });
    expect((await emulator.tasks(sent)).map((task) => task.prompt)).toEqual([sent]);
  });

  await test.step("its recipe comes back with mentions, and the clip itself can be mentioned", async () => {
    await prompt.fill("");
    await gallery.reuse(sent);
    await expect(prompt).toHaveValue(sent);
    await expect(mention).toHaveCount(4);
    await composer.choose("Text");
    await prompt.fill("Like @coiled");
    await expect(list.getByRole("option", { name: /is coiled by/ })).toBeVisible();
    await page.keyboard.press("Enter");
    await expect(prompt).toHaveValue("Like Video 1 ");
    await expect(composer.mode("References")).toBeChecked();
  });
});

test("an element is one chip in a prompt, and the provider gets all of its files in order", async ({ create, emulator, page, place }) => {
  const { composer, gallery, viewer } = create;
  const { prompt, form } = composer;
  const library = new LibraryPage(page);
  const elements = new ElementsPage(page);
  await test.step("pictures and a sound of the library become an element, in an order that keys change", async () => {
    await library.open(place.team);
    const pictures = ["captain.jpg", "rope.jpg"].map((name, index) => makePicture(name, { width: 640, height: 360, hue: index * 90 }));
    await library.region.getByLabel("Bring files").setInputFiles([...(await Promise.all(pictures)), makeSound("anna.wav", 4)]);
    for (const name of ["captain.jpg", "rope.jpg", "anna.wav"]) await expect(library.file(name)).toBeVisible();
    await page.getByRole("navigation", { name: "Parts of the library" }).getByRole("link", { name: "Elements" }).click();
    await elements.region.getByRole("button", { name: "New element" }).click();
    const dialog = elements.dialog("New element");
    await dialog.getByRole("textbox", { name: "Name" }).fill("anna bell");
    await dialog.getByRole("button", { name: "Create element" }).click();
    await expect(dialog.getByText(/^Use one word/)).toBeVisible();
    await dialog.getByRole("textbox", { name: "Name" }).fill("anna");
    await dialog.getByRole("button", { name: "Create element" }).click();
    await expect(dialog.getByText("Choose at least one picture.")).toBeVisible();
    await elements.pick(dialog, "Add pictures", "captain.jpg", "rope.jpg");
    await dialog.getByRole("button", { name: "Move right: Picture 1: captain.jpg" }).press("Enter");
    await expect(dialog.getByRole("group", { name: "Pictures" }).getByRole("listitem").first()).toHaveAccessibleName("Picture 1: rope.jpg");
    await elements.pick(dialog, "Choose a voice clip", "anna.wav");
    await dialog.getByRole("textbox", { name: "Line of text" }).fill("red hair");
    expect(await findBarriers(page), "a new element").toEqual([]);
    await dialog.getByRole("button", { name: "Create element" }).click();
    await expect(elements.card("anna")).toContainText("2 pictures and 1 sound");
  });

  const named = "anna (Image 2, Image 3; voice: Audio 1; red hair) sails";
  await test.step("its name in a prompt is one chip, and the provider gets all of it in order", async () => {
    await page.goto(paths.create(place.team, place.project));
    await composer.set({ resolution: "480p", seconds: 4 });
    await prompt.focus();
    await page.keyboard.type("@ann");
    await expect(page.getByRole("listbox", { name: "Mentions" }).getByRole("option")).toHaveText(["@anna · 2 pictures and 1 sound"]);
    await page.keyboard.press("Enter");
    await page.keyboard.type("sails");
    await expect(prompt).toHaveValue("@anna sails");
    await expect(page.locator("[data-slot=mention]")).toHaveText(["@anna"]);
    await expect(composer.mode("References")).toBeChecked();
    await expect(form.getByText("@anna adds 2 pictures and 1 sound; 2 of 9 pictures, 1 of 3 sounds in all")).toBeVisible();
    await composer.add("Add references", await makePicture("pier.jpg", { width: 640, height: 360, hue: 200 }));
    await expect(composer.uploads).toHaveCount(0);
    await form.getByRole("button", { name: /^More for .*: @anna$/ }).press("Enter");
    await page.getByRole("menuitem", { name: "Move right" }).click();
    await expect(form.getByRole("button", { name: /^Remove Image 2, Image 3, Audio 1: @anna$/ })).toHaveCount(1);
    await expect(composer.generate).toHaveAccessibleName("Generate");
    await composer.generate.click();
    await expect(gallery.status(named, "Ready")).toBeVisible({ timeout: 45_000 });
    const [task] = await emulator.tasks(named);
    const sentFiles = (task!.body as { content: { type: string; role?: string }[] }).content;
    expect(sentFiles.map(({ type, role }) => role ?? type)).toEqual([
      ...["text", "reference_image", "reference_image", "reference_image", "reference_audio"],
    ]);
  });

  await test.step("the clip says what it was made with, leads there, and brings it back", async () => {
    await prompt.fill("");
    await gallery.reuse(named);
    await expect(prompt).toHaveValue("@anna sails");
    await gallery.open(named).click();
    await viewer.dialog.getByRole("list", { name: "Elements" }).getByRole("link", { name: "@anna" }).click();
    const dialog = elements.dialog("@anna");
    await expect(dialog.getByRole("region", { name: "Used in" }).getByRole("link")).toContainText([named]);
    await dialog.getByLabel("Consent until").fill("2020-01-01");
    await dialog.getByRole("button", { name: "Save" }).click();
    await expect(elements.card("anna")).toContainText("Consent ended Jan 1, 2020");
  });

  await test.step("when its consent is over nothing is sent, and it is said why", async () => {
    await page.goto(paths.create(place.team, place.project));
    await composer.bringBack();
    await expect(prompt).toHaveValue("@anna sails");
    await expect(form.getByText("Nothing was sent: the consent for @anna is over.")).toBeVisible();
    await composer.generate.click();
    await expect(composer.generate).toHaveAccessibleName(/1 problem/);
    await form.getByRole("button", { name: /^Remove .*: @anna$/ }).press("Enter");
    await expect(prompt).toHaveValue("@anna (removed) sails");
    expect(await emulator.tasks(named)).toHaveLength(1);
  });
});

test("on a phone, in Chinese, the list stands at the caret and fits", async ({ place, openBrowser, ownerState }) => {
  const page = await openBrowser({ locale: "zh-CN", viewport: { width: 390, height: 844 }, storageState: ownerState });
  await page.goto(paths.create(place.team, place.project));
  await page.getByRole("button", { name: say("zh-Hans", "composer.pill") }).click();
  const prompt = page.getByRole("textbox", { name: say("zh-Hans", "composer.prompt.label") });
  const sheet = page.getByRole("dialog", { name: say("zh-Hans", "composer.title") });
  await sheet.getByRole("radio", { name: say("zh-Hans", "composer.modes.references.label") }).check();
  await sheet.getByLabel(say("zh-Hans", "composer.references.add"), { exact: true }).setInputFiles([await makePicture("船长.jpg")]);
  await prompt.focus();
  await page.keyboard.insertText("清晨，");
  await sheet.getByRole("button", { name: say("zh-Hans", "composer.prompt.mention"), exact: true }).click();
  const list = page.getByRole("listbox", { name: say("zh-Hans", "composer.prompt.mentions") });
  await expect(list.getByRole("option")).toHaveText(["图片1 · 船长.jpg"]);
  const box = (await list.boundingBox())!;
  expect(box.x >= 0 && box.x + box.width <= 390 && box.y >= 0 && box.y + box.height <= 844).toBe(true);
  await list.getByRole("option").click();
  await page.keyboard.insertText("走向镜头");
  await expect(prompt).toHaveValue("清晨，图片1走向镜头");
  // Taken out, it is said in red, and one press takes back what was done.
  await sheet.getByRole("button", { name: say("zh-Hans", "composer.references.removeAll") }).click();
  await expect(prompt).toHaveValue(/^清晨，图片1（.+）走向镜头$/);
  await sheet.getByRole("button", { name: say("zh-Hans", "composer.notices.undo") }).click();
  await expect(prompt).toHaveValue("清晨，图片1走向镜头");

  const mention = page.locator("[data-slot=mention]");
  await test.step("an input method composes beside it, and signs of any script stand beside it", async () => {
    const hands = await page.context().newCDPSession(page);
    await prompt.press("Control+Home");
    for (const text of ["h", "hai", "haian"]) {
      await hands.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
      await expect(prompt).toHaveValue(`${text}清晨，图片1走向镜头`);
    }
    await hands.send("Input.insertText", { text: "海岸，" });
    await expect(prompt).toHaveValue("海岸，清晨，图片1走向镜头");
    await hands.detach();
    await prompt.press("Control+End");
    await page.keyboard.insertText("👩‍🚀");
    await page.keyboard.insertText("שלום");
    await expect(prompt).toHaveValue("海岸，清晨，图片1走向镜头👩‍🚀שלום");
    await expect(mention).toHaveText(["图片1"]);
  });

  await test.step("copied out and pasted in it is text with its name, and one key takes that back", async () => {
    const whole = await prompt.inputValue();
    await prompt.press("Control+a");
    await prompt.press("Control+c");
    await prompt.press("Control+End");
    await prompt.press("Control+v");
    await expect(prompt).toHaveValue(whole + whole);
    await expect(mention, "what was pasted is words").toHaveText(["图片1"]);
    await prompt.press("Control+z");
    await expect(prompt).toHaveValue(whole);
    await expect(mention).toHaveText(["图片1"]);
  });
});
