import { readFileSync } from "node:fs";
import { OUTPUT_PIXELS, type FixedRatio, type Resolution } from "@/lib/models/catalog";
import { expect, test } from "../fixtures";
import { clipFrom, makePicture, makeSound, picturesOfPeople } from "../harness/media";
import { say } from "../harness/messages";
import { probeClip } from "../harness/probe";

/** What a clip of this setting has to be, to the pixel and to the frame. */
async function expectClip(
  file: string,
  resolution: Resolution,
  ratio: FixedRatio,
  seconds: number,
  { sound }: { sound: boolean },
): Promise<void> {
  const [width, height] = OUTPUT_PIXELS[resolution][ratio];
  const facts = await probeClip(file);
  expect(facts).toMatchObject({
    width,
    height,
    framesPerSecond: 24,
    frames: 24 * seconds + 1,
    videoCodec: "avc",
    audioCodec: sound ? "aac" : null,
  });
  expect(facts.durationSeconds).toBeCloseTo((24 * seconds + 1) / 24, 2);
}

test("words become a clip, and the clip becomes a reference for the next one", async ({ errors, create, page }) => {
  const { composer, gallery } = create;
  const prompt = "Harbour at dawn, a slow dolly towards the lighthouse, gulls";
  await composer.set({ resolution: "480p", ratio: "16:9", seconds: 4, seed: 4123, sound: true });

  await test.step("the card is there before the server has answered", async () => {
    const { promise: seen, resolve: letThrough } = Promise.withResolvers<void>();
    await page.route("**/create", async (route) => {
      if (route.request().method() === "POST") await seen;
      await route.fallback();
    });
    await create.generate(prompt);
    await expect(gallery.card(prompt)).toBeVisible({ timeout: 2_000 });
    letThrough();
    await page.unrouteAll({ behavior: "wait" });
  });

  await test.step("it becomes ready by itself, and nothing in the composer is cleared", async () => {
    await expect(gallery.status(prompt, "Ready")).toBeVisible({ timeout: 45_000 });
    await expect(gallery.cards).toHaveCount(1);
    await expect(composer.prompt).toHaveValue(prompt);
    await expect(composer.setting("More settings")).toHaveAccessibleName(/Seed: 4123/);
  });

  const clip = await test.step("the downloaded file is what was promised, under a name that says what it is", async () => {
    const saved = await gallery.download(prompt);
    expect(saved.name).toMatch(/Harbour-at-dawn.*480p_4s.*\.mp4$/);
    await expectClip(saved.path, "480p", "16:9", 4, { sound: true });
    return saved;
  });

  await test.step("a clip, a picture and a sound together make the next one", async () => {
    const next = "The same harbour at night, lanterns, in the light of Image 1";
    await composer.choose("References");
    await composer.set({ ratio: "9:16", sound: false });
    await composer.add(
      "Add references",
      clipFrom(clip.path, clip.name),
      await makePicture("lanterns.png", { hue: 200, format: "png" }),
      makeSound("waves.wav"),
    );
    await expect(composer.form).toContainText("1/9 images");
    await expect(composer.form).toContainText("1/3 videos");
    await expect(composer.form).toContainText("1/3 audio");
    await expect(composer.uploads).toHaveCount(0);
    await create.generate(next);
    await expect(gallery.status(next, "Ready")).toBeVisible({ timeout: 45_000 });
    const saved = await gallery.download(next);
    await expectClip(saved.path, "480p", "9:16", 4, { sound: false });
  });

  await test.step("dragged from the gallery onto the composer a clip becomes a reference, and beside it nothing", async () => {
    const next = "The same harbour at night, lanterns, in the light of Image 1";
    // Let go over the gallery, it was no more than a hand that slipped.
    await gallery.open(next).dragTo(gallery.region, { targetPosition: { x: 5, y: 5 } });
    await gallery.open(next).hover();
    await page.mouse.down();
    // A hand on the gallery lays the composer to rest; above it the whole of it comes back.
    await composer.form.hover();
    await composer.prompt.hover();
    await composer.prompt.hover();
    await page.mouse.up();
    await expect(composer.form).toContainText("2/3 videos");
    await expect(composer.form.getByText(say("en", "assetProblems.addressOnly"))).toHaveCount(0);
    await expect(composer.prompt).toHaveValue(next);
  });

  await test.step("let go over a frame, it says there what is being made; what cannot be made is named, and the next try is taken", async () => {
    const next = "The same harbour at night, lanterns, in the light of Image 1";
    const frame = composer.form.locator("[data-drop-target=firstFrame]");
    await composer.choose("First frame");
    const { promise: seen, resolve: breakOff } = Promise.withResolvers<void>();
    errors.expect(/ERR_FAILED/);
    await page.route("**/create", async (route) => {
      if (route.request().method() !== "POST") return route.fallback();
      await seen;
      await route.abort();
    });
    const dragToFrame = async () => {
      await gallery.open(next).hover();
      await page.mouse.down();
      // A hand on the gallery lays the composer to rest; above it its places come back.
      await composer.form.hover();
      await frame.hover();
      // The first move comes onto the place, and the second is above it.
      await frame.hover();
      await page.mouse.up();
    };
    await dragToFrame();
    await expect(frame.getByText("Making the frame", { exact: true })).toBeVisible();
    breakOff();
    await expect(composer.form.getByText(`${next} · ${say("en", "assetProblems.network")}`)).toBeVisible();
    await expect(frame.getByText("First frame", { exact: true }), "its place is free again").toBeVisible();
    await page.unrouteAll({ behavior: "wait" });
    await dragToFrame();
    await expect(composer.file("last-frame.png")).toHaveCount(1);
    await expect(composer.uploads).toHaveCount(0);
  });
});

test("a clip begins with the picture that was dropped on the page", async ({ create }) => {
  const { composer, gallery } = create;
  const prompt = "The dunes begin to move, a caravan appears";
  await composer.drop("First frame", await makePicture("dunes.jpg", { width: 960, height: 1280, hue: 40 }));
  await expect(composer.mode("First frame")).toBeChecked();
  await expect(composer.setting("Ratio")).toHaveText("From image (3:4)");
  await composer.set({ resolution: "720p", seconds: 4, sound: true });
  await expect(composer.uploads).toHaveCount(0);
  await create.generate(prompt);
  await expect(gallery.status(prompt, "Ready")).toBeVisible({ timeout: 45_000 });
  const saved = await gallery.download(prompt);
  await expectClip(saved.path, "720p", "3:4", 4, { sound: true });
});

test("a clip leads from a chosen picture to a pasted one, and an empty project has recipes to begin with", async ({ create, page }) => {
  const { composer, gallery } = create;
  await test.step("by keyboard alone a recipe fills the composer with its words and pictures, and Undo gives back what was typed", async () => {
    await composer.prompt.fill("My own words");
    await page.getByRole("radiogroup", { name: "Kind of recipe" }).getByRole("radio", { name: "References" }).press("Space");
    await page.getByRole("button", { name: /^Borrowed light/ }).press("Enter");
    await expect(composer.prompt).toHaveValue(/^The lighthouse of Image 1 in the light and colours of Image 2/);
    await expect(composer.prompt).toBeFocused();
    await expect(composer.file("lighthouse.webp")).toBeVisible();
    await expect(composer.file("desert-road.webp")).toBeVisible();
    await expect(composer.uploads).toHaveCount(0);
    await expect(composer.generate).toHaveAccessibleName("Generate");
    await page.getByRole("button", { name: "Undo" }).press("Enter");
    await expect(composer.prompt).toHaveValue("My own words");
  });
  const prompt = "From noon to midnight in one take";
  await composer.choose("First + last");
  await composer.add("First frame image", await makePicture("noon.webp", { hue: 60, format: "webp" }));
  await composer.paste(await makePicture("midnight.png", { hue: 240, format: "png" }));
  await expect(composer.file("noon.webp")).toBeVisible();
  await expect(composer.file("midnight.png")).toBeVisible();
  await composer.set({ resolution: "480p", seconds: 4, sound: false });
  await expect(composer.uploads).toHaveCount(0);
  await create.generate(prompt);
  await expect(gallery.status(prompt, "Ready")).toBeVisible({ timeout: 45_000 });
  const saved = await gallery.download(prompt);
  await expectClip(saved.path, "480p", "16:9", 4, { sound: false });
});

test("files find their place wherever they are let go, and how they are pasted", async ({ create, page }) => {
  const { composer } = create;
  const picture = await makePicture("harbour.jpg", { hue: 200 });

  await test.step("beside the places: the mode decides, and the places go away", async () => {
    const held = await composer.hold(picture);
    // The gallery behind is what one might drag from.
    const alpha = await page
      .locator("[data-slot=drop-overlay]")
      .evaluate((overlay) => Number(/\/\s*([\d.]+)\)$/.exec(getComputedStyle(overlay).backgroundColor)?.[1] ?? 1));
    expect(alpha).toBeLessThan(0.9);
    await composer.letGo(composer.dropPlaces, held);
    await expect(composer.dropPlaces).toHaveCount(0);
    await composer.form.getByRole("button", { name: "Reference", exact: true }).click();
    await expect(composer.file("harbour.jpg")).toBeVisible();
  });

  await test.step("on a slot of the dock, which lies above the places", async () => {
    await composer.choose("First + last");
    await composer.dropOn(composer.fileInput("Last frame image"), await makePicture("night.jpg", { hue: 240 }));
    await expect(composer.dropPlaces).toHaveCount(0);
    await expect(composer.form.getByRole("button", { name: "Remove Last frame: night.jpg" })).toBeVisible();
  });

  await test.step("pasted with its name, it leaves the name outside", async () => {
    await composer.pasteWith("noon.png", await makePicture("noon.png", { hue: 60, format: "png" }));
    await expect(composer.form.getByRole("button", { name: "Remove First frame: noon.png" })).toBeVisible();
    await expect(composer.prompt).toHaveValue("");
  });

  await test.step("of a telephone, which no browser shows, it is seen all the same", async () => {
    await composer.choose("First frame");
    const buffer = readFileSync("lib/testing/fixtures/brought/telephone.heic");
    await composer.add("First frame image", { name: "IMG_1.HEIC", mimeType: "image/heic", buffer });
    await expect(composer.uploads).toHaveCount(0);
    const picture = composer.file("IMG_1.HEIC").locator("xpath=..").locator("img");
    await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth).catch(() => 0)).toBeGreaterThan(0);
  });

  await test.step("dragged from another page, a picture that the studio may not fetch says what to do instead", async () => {
    await composer.dropAddress(page.getByRole("main"), "https://127.0.0.1/gulls.jpg");
    await expect(composer.form.getByText(say("en", "assetProblems.addressOnly"))).toBeVisible();
    await expect(page).toHaveURL(/\/create$/);
  });

  await test.step("with people in it, it stays here until one of them has verified themselves, or somebody goes on", async () => {
    await composer.choose("First frame");
    await composer.add("First frame image", picturesOfPeople("crew.jpg"));
    const told = composer.form.getByText(say("en", "files.faces.seen", { label: "First frame" }));
    await expect(told).toBeVisible({ timeout: 45_000 });
    await expect(composer.form.getByText("First frame: not sent yet")).toBeVisible();
    await composer.form.getByRole("button", { name: "Verify the person in crew.jpg" }).click();
    const dialog = page.getByRole("dialog", { name: "Verify the person in “crew.jpg”" });
    await dialog.getByLabel("Who is it?").fill("Bo");
    await dialog.getByRole("button", { name: "Get the link" }).click();
    const link = await dialog.getByRole("textbox", { name: "Link for this person alone" }).inputValue();
    await dialog.getByRole("button", { name: "They have verified themselves" }).click();
    await expect(dialog.getByText(say("en", "files.people.notYet"))).toBeVisible();
    expect(await (await fetch(link)).text()).toContain("verified");
    await dialog.getByRole("button", { name: "They have verified themselves" }).click();
    await dialog.getByRole("button", { name: "This is Bo" }).click();
    await expect(dialog).toHaveCount(0);
    await expect(told).toHaveCount(0);
    await expect(composer.form.getByText("First frame: ready")).toBeVisible({ timeout: 45_000 });

    await composer.add("First frame image", picturesOfPeople("others.jpg", 5));
    await composer.form.getByRole("button", { name: "Verify the person in others.jpg" }).click({ timeout: 45_000 });
    const others = page.getByRole("dialog", { name: "Verify the person in “others.jpg”" });
    await others.getByRole("button", { name: "Remove Bo" }).click();
    await others.getByRole("button", { name: "Remove", exact: true }).click();
    await expect(others.getByRole("button", { name: "This is Bo" })).toHaveCount(0);
    await page.keyboard.press("Escape");
    await expect(others).toHaveCount(0);
    await composer.form.getByRole("button", { name: "Go on with others.jpg" }).click({ timeout: 45_000 });
    await expect(composer.form.getByText("First frame: ready")).toBeVisible({ timeout: 45_000 });
  });

  await test.step("or the person is made here, with its price, and takes the place of the picture", async () => {
    await composer.form.getByText(say("en", "files.registration.label")).click();
    await composer.form.getByRole("button", { name: "Make the person in others.jpg here" }).click();
    const dialog = page.getByRole("dialog", { name: "Make the person here" });
    await dialog.getByRole("textbox", { name: "Describe the person" }).fill("A sailor with a red cap, at dawn");
    await dialog.getByRole("button", { name: /^Make the picture · \$0\.04/ }).click();
    await dialog.getByRole("button", { name: "Use A sailor with a red cap at dawn.jpg" }).click({ timeout: 45_000 });
    await expect(dialog).toHaveCount(0);
    await expect(composer.file("A sailor with a red cap at dawn.jpg")).toBeVisible();
    await expect(composer.form.getByText("First frame: ready")).toBeVisible({ timeout: 45_000 });
  });
});
