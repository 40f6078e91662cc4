import { expect, test } from "../fixtures";
import { countChanged } from "../harness/pixels";
import { paths } from "@/lib/shared/paths";
import { copyGeneration } from "../harness/database";

test("finished clips can be watched, stepped through, used again, and brought back from deletion", async ({ create, place, page }) => {
  const { composer, gallery, viewer } = create;
  const older = "A red kite over the dunes";
  const newer = "A blue kite over the lake";
  await composer.set({ resolution: "480p", ratio: "1:1", seconds: 4, seed: 21, sound: true });
  await create.generate(older);
  await expect(gallery.card(older)).toBeVisible();
  await expect(composer.generate).toHaveText(/Generate/);
  await composer.set({ ratio: "16:9", seed: 22, sound: false, watermark: true });
  await create.generate(newer);
  await expect(gallery.status(older, "Ready")).toBeVisible({ timeout: 45_000 });
  await expect(gallery.status(newer, "Ready")).toBeVisible({ timeout: 45_000 });

  await test.step("a rest of the pointer plays the clip without sound, and only that one", async () => {
    const playing = gallery.cards.locator("video[autoplay]");
    await gallery.card(newer).hover();
    await expect(gallery.card(newer).locator("video[autoplay]")).toHaveJSProperty("muted", true);
    await expect.poll(() => playing.evaluate((video: HTMLVideoElement) => video.currentTime)).toBeGreaterThan(0.1);
    await gallery.card(older).hover();
    await expect(gallery.card(newer).locator("video[autoplay]")).toHaveCount(0);
    await expect(gallery.card(older).locator("video[autoplay]")).toHaveCount(1);
  });

  await test.step("the focus is seen on the picture, is one stop for Tab, and keys press what the pointer presses", async () => {
    await page.mouse.move(0, 0);
    await page.keyboard.press("c");
    await expect(composer.prompt).toBeFocused();
    const looks = async (): Promise<Buffer> => {
      await expect(gallery.cards.locator("video[autoplay]")).toHaveCount(0);
      return gallery.open(newer).screenshot({ animations: "disabled" });
    };
    await page.emulateMedia({ reducedMotion: "reduce" });
    const without = await looks();
    await page.getByRole("button", { name: "Skip to the composer" }).focus();
    await page.keyboard.press("Escape");
    for (let presses = 0; presses < 20 && !(await gallery.open(newer).evaluate((link) => link === document.activeElement)); presses += 1)
      await page.keyboard.press("Tab");
    await expect(gallery.open(newer)).toBeFocused();
    expect(await countChanged(without, await looks()), "pixels that say where the focus is").toBeGreaterThan(500);
    await page.emulateMedia({ reducedMotion: null });
    await page.keyboard.press("ArrowRight");
    await expect(gallery.open(older)).toBeFocused();
    // What the card offers, and then the composer: no other card comes in between.
    for (let presses = 0; presses < 6 && !(await composer.form.locator(":focus").count()); presses += 1) await page.keyboard.press("Tab");
    await expect(composer.form.locator(":focus")).toHaveCount(1);
    await page.keyboard.press("Shift+Tab");
    await expect(gallery.open(older)).toBeFocused();
    await page.keyboard.press("Delete");
    await expect(gallery.card(older)).toHaveCount(0);
    await expect(gallery.open(newer), "the next card").toBeFocused();
    await expect(gallery.notices).toContainText("Deleted");
    await page.keyboard.press("Control+z");
    await expect(gallery.status(older, "Ready")).toBeVisible();
    await page.keyboard.press("u");
    await expect(composer.prompt).toBeFocused();
  });

  await test.step("a click opens it over the page, the keyboard steps by frames, Escape leads back to the card", async () => {
    await gallery.open(older).click();
    await expect(viewer.dialog).toBeVisible();
    await expect(page).toHaveURL(/\?clip=/);
    await expect(viewer.button("Pause")).toBeVisible();
    await viewer.press("Space");
    await expect(viewer.button("Play")).toBeVisible();
    await viewer.press("Home");
    await expect(viewer.timecode).toContainText("00:00:00 /");
    await viewer.press("ArrowRight");
    await viewer.press("ArrowRight");
    await expect(viewer.timecode).toContainText("00:00:02 /");
    await viewer.press("ArrowLeft");
    await expect(viewer.timecode).toContainText("00:00:01 /");
    await viewer.press("Shift+ArrowRight");
    await expect(viewer.timecode).toContainText("00:01:01 /");
    await viewer.press("End");
    await expect(viewer.timecode).toContainText("00:04:00 /");
    await expect(viewer.button("Mute")).toBeVisible();
    await viewer.press("ArrowUp");
    await expect(viewer.dialog).toHaveAccessibleName(`Clip: ${newer}`);
    await expect(viewer.button("Mute")).toHaveCount(0);
    await viewer.press("ArrowDown");
    await expect(viewer.dialog).toHaveAccessibleName(`Clip: ${older}`);
    await viewer.press("Escape");
    await expect(viewer.dialog).toBeHidden();
    await expect(page).not.toHaveURL(/clip=/);
    await expect(gallery.open(older)).toBeFocused();
  });

  await test.step("its address opens it for everybody in the team, with everything that is known of it", async () => {
    const address = await gallery.open(older).getAttribute("href");
    await page.goto(address ?? "");
    await expect(viewer.dialog).toHaveAccessibleName(`Clip: ${older}`);
    if (!(await viewer.details.isVisible())) await viewer.press("i");
    await expect(viewer.details).toContainText("640 × 640");
    await expect(viewer.fact("Seed")).toHaveText("21");
    await expect(viewer.fact("Frame rate")).toHaveText("24 fps");
    await expect(viewer.fact("By")).toHaveText("Owner");
    await viewer.press("Escape");
    await expect(viewer.dialog).toBeHidden();
    await expect(page).toHaveURL(new RegExp(`/t/${place.team}/p/${place.project}/create$`));
  });

  await test.step("reuse puts words and settings back into the composer", async () => {
    await expect(composer.prompt).toHaveValue(newer);
    await gallery.reuse(older);
    await expect(composer.prompt).toHaveValue(older);
    await expect(composer.menu("Ratio")).toHaveValue("1:1");
    await expect(composer.toggle("Sound")).toBeChecked();
    await expect(composer.toggle("Watermark")).not.toBeChecked();
    await expect(composer.seed).toHaveValue("");
  });

  await test.step("delete takes it away, undo brings it back, also for a new visit", async () => {
    await gallery.remove(older);
    await expect(gallery.card(older)).toHaveCount(0);
    await gallery.undo();
    await expect(gallery.status(older, "Ready")).toBeVisible();
    await gallery.remove(newer);
    await expect(gallery.card(newer)).toHaveCount(0);
    await expect(gallery.notices).toContainText("Deleted");
    await page.reload();
    await expect(gallery.status(older, "Ready")).toBeVisible();
    await expect(gallery.card(newer)).toHaveCount(0);
  });

  await test.step("the trash keeps it for thirty days, gives it back, and lets go of it for good", async () => {
    await page.goto(paths.trash(place.team, place.project));
    await page.getByRole("button", { name: `Restore ${newer}` }).click();
    await expect(page.getByText("The trash is empty")).toBeVisible();
    await create.open(place);
    await gallery.open(newer).click();
    await expect(viewer.dialog).toBeVisible();
    await viewer.press("Delete");
    // On to the next clip, with the way back at hand.
    await expect(viewer.dialog).toHaveAccessibleName(`Clip: ${older}`);
    await gallery.undo();
    await expect(viewer.button("Newer clip")).toBeEnabled();
    await viewer.press("ArrowUp");
    await expect(viewer.dialog).toHaveAccessibleName(`Clip: ${newer}`);
    await viewer.press("Delete");
    await expect(viewer.dialog).toHaveAccessibleName(`Clip: ${older}`);
    await expect(gallery.notices).toContainText("Deleted");
    await page.goto(paths.trash(place.team, place.project));
    await page.getByRole("button", { name: `Delete for good: ${newer}` }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Delete for good" }).click();
    await expect(page.getByText("The trash is empty")).toBeVisible();
  });

  await test.step("Escape from the viewer leaves the page where it was, also where the browser remembers another place", async () => {
    await page.setViewportSize({ width: 1440, height: 420 });
    await create.open(place);
    await expect(gallery.open(older)).toBeVisible();
    // Beside the composer, which scrolls by itself.
    await page.mouse.move(1330, 250);
    await page.mouse.wheel(0, 2_000);
    await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(100);
    await create.open(place);
    await page.evaluate(() => scrollTo(0, 0));
    await gallery.open(older).click();
    await expect(viewer.dialog).toBeVisible();
    await viewer.press("Escape");
    await expect(viewer.dialog).toBeHidden();
    expect(await page.evaluate(() => scrollY)).toBeLessThan(50);
  });
});

test("a long history arrives page by page while one scrolls, and none is shown twice", async ({ create, page, studio }) => {
  const { composer, gallery } = create;
  const prompt = "A long history emu:refuse-text, take";
  await composer.set({ resolution: "480p", seconds: 4 });
  await create.generate(prompt);
  await expect(gallery.status(prompt, "Refused")).toBeVisible({ timeout: 30_000 });
  const id = (await gallery.card(prompt).getAttribute("data-generation")) ?? "";
  await copyGeneration(studio.dataDir, id, 150);

  const asked: string[] = [];
  page.on("request", (request) => {
    if (request.url().includes("/api/generations?") && request.url().includes("cursor=")) asked.push(request.url());
  });
  await page.reload();
  await expect(gallery.card(`${prompt} 1,`)).toBeVisible();
  expect(await gallery.cards.count(), "only the cards near the window exist").toBeLessThan(100);
  const seen = new Set<string>();
  await expect(async () => {
    for (const name of await gallery.cards.evaluateAll((cards) => cards.map((card) => card.getAttribute("aria-label") ?? "")))
      seen.add(name);
    await page.mouse.wheel(0, 1_500);
    expect(seen).toContain(`${prompt} 150, 4 seconds, Refused`);
  }).toPass({ timeout: 30_000, intervals: [100] });
  expect(seen.size).toBe(151);
  expect(asked.length).toBeGreaterThan(1);
  expect(new Set(asked).size, "each page is asked for once").toBe(asked.length);
});
