import { expect, test } from "../fixtures";
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
    await expect(viewer.fact("Made by")).toHaveText("Owner");
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
