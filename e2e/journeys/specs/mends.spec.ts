import { readFile, writeFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import sharp from "sharp";
import { runFfmpeg } from "@/lib/platform/ffmpeg/run-ffmpeg";
import { expect, test } from "../fixtures";
import { findBarriers } from "../harness/axe";
import type { Emulator } from "../harness/emulator";
import { makePicture, makeSound } from "../harness/media";
import { say } from "../harness/messages";

const QUICK = { resolution: "480p", seconds: 4, sound: false } as const;

/** What the provider got for the one task of a prompt, as it measured it. */
async function gotFor(emulator: Emulator, prompt: string) {
  const [task] = await emulator.tasks(prompt);
  const library = await emulator.library();
  const ids = JSON.stringify(task?.body).match(/asset:\/\/[\w-]+/g) ?? [];
  return ids.map((id) => library.find((asset) => `asset://${asset.asset_id}` === id)!);
}

async function film(file: string, seconds: number): Promise<string> {
  const picture = ["-f", "lavfi", "-i", `testsrc2=s=864x496:r=24:d=${seconds}`, "-f", "lavfi", "-i", `sine=d=${seconds}`];
  await runFfmpeg([...picture, "-c:v", "libx264", "-preset", "ultrafast", "-g", "24", "-pix_fmt", "yuv420p", "-c:a", "aac", "-y", file], {
    timeoutMs: 60_000,
  });
  return file;
}

const dialog = (page: Page, name: "Trim" | "Crop") => page.getByRole("dialog", { name, exact: true });

test("a film that is too long is kept, cut to a part with keys, and only that is sent", async ({ create, emulator, page }, info) => {
  const { composer, gallery } = create;
  const prompt = "The film that was cut goes on";
  const reason = composer.form.getByText(/20 s is too long; it may last 2 to 15 s/);
  await composer.set(QUICK);
  await composer.choose("References");
  await composer.add("Add references", await film(info.outputPath("film.mp4"), 20));
  await expect(reason).toBeVisible({ timeout: 60_000 });

  await test.step("it cannot be sent before", async () => {
    await composer.prompt.fill(prompt);
    await composer.generate.click();
    await expect(composer.generate).toHaveAccessibleName(/1 problem/);
    expect(await emulator.tasks(prompt)).toEqual([]);
  });

  await test.step("and is still there, with its reason, after a reload", async () => {
    await expect(composer.form.getByText("Saved", { exact: true })).toBeVisible();
    await page.reload();
    await expect(reason).toBeVisible();
  });

  const trim = dialog(page, "Trim");
  const [start, end] = [trim.getByRole("slider", { name: "Start", exact: true }), trim.getByRole("slider", { name: "End", exact: true })];
  await test.step("the part is chosen by keys: a frame at a time, and both ends where it plays", async () => {
    await composer.form.getByRole("button", { name: "Trim", exact: true }).press("Enter");
    await expect(start).toBeVisible({ timeout: 60_000 });
    await expect(trim.getByText(say("en", "mend.atMost", { seconds: "15.0" }))).toBeVisible();
    await expect(end).toHaveAttribute("aria-valuetext", "0:15.0");
    await start.focus();
    for (let press = 0; press < 24; press++) await page.keyboard.press("ArrowRight");
    await expect(start).toHaveAttribute("aria-valuetext", "0:01.0");
    // The other end gives way: 15 seconds are the most.
    await end.focus();
    await page.keyboard.press("End");
    await expect(start).toHaveAttribute("aria-valuetext", "0:05.0");
    await page.keyboard.press("Home");
    await expect(end).toHaveAttribute("aria-valuetext", "0:02.0");
    await start.fill("96");
    await expect(start).toHaveAttribute("aria-valuetext", "0:04.0");
    await page.keyboard.press("[");
    await expect(start).toHaveAttribute("aria-valuetext", "0:04.0");
    await end.fill("192");
    await expect(trim.getByText(say("en", "mend.part", { from: "0:04.0", to: "0:08.0", seconds: "4.0" }))).toBeVisible();
    expect(await findBarriers(page), "the dialog Trim").toEqual([]);
    await trim.getByRole("button", { name: "Use this part" }).press("Enter");
    await expect(trim).toBeHidden();
  });

  await expect(reason).toBeHidden({ timeout: 60_000 });
  await expect(composer.uploads).toHaveCount(0, { timeout: 60_000 });
  await test.step("Undo brings the whole one back, and the part can be made again", async () => {
    await composer.form.getByRole("button", { name: say("en", "composer.notices.undo") }).click();
    await expect(reason).toBeVisible();
    await composer.form.getByRole("button", { name: "Trim", exact: true }).click();
    await trim.getByRole("button", { name: "Use this part" }).click();
    await expect(reason).toBeHidden({ timeout: 60_000 });
    await expect(composer.uploads).toHaveCount(0, { timeout: 60_000 });
  });

  await composer.generate.click();
  await expect(gallery.card(prompt)).toBeVisible();
  await expect(async () => expect(await gotFor(emulator, prompt)).toHaveLength(1)).toPass({ timeout: 60_000 });
  const [got] = await gotFor(emulator, prompt);
  expect(got!.duration).toBeGreaterThan(14);
  expect(got!.duration).toBeLessThanOrEqual(15.2);
});

test("a picture that is too wide is cropped, by mouse and by keys, and what a telephone records is converted", async ({
  create,
  emulator,
  page,
}) => {
  const { composer } = create;
  const prompt = "The banner unrolls";
  const reason = composer.form.getByText(/1800 × 400 px is too narrow or too wide/);
  const crop = dialog(page, "Crop");
  await composer.set(QUICK);
  await composer.choose("First frame");
  await composer.add("First frame image", await makePicture("banner.jpg", { width: 1800, height: 400 }));
  await expect(reason).toBeVisible({ timeout: 30_000 });

  await test.step("by mouse, in a shape of the model", async () => {
    await composer.form.getByRole("button", { name: "Crop", exact: true }).click();
    await crop.getByRole("radio", { name: "16:9" }).check();
    await expect(crop.getByText("711 × 400 px")).toBeVisible();
    const frame = crop.getByRole("group", { name: say("en", "mend.cropArea") });
    const before = (await frame.boundingBox())!;
    await page.mouse.move(before.x + before.width / 2, before.y + before.height / 2);
    await page.mouse.down();
    await page.mouse.move(before.x + before.width / 2 - 60, before.y + before.height / 2, { steps: 4 });
    await page.mouse.up();
    const after = (await frame.boundingBox())!;
    expect(after.x).toBeLessThan(before.x - 40);
    await crop.getByRole("button", { name: "Use this crop" }).click();
    await expect(reason).toBeHidden({ timeout: 30_000 });
    await composer.form.getByRole("button", { name: say("en", "composer.notices.undo") }).click();
    await expect(reason).toBeVisible();
  });

  await test.step("by keys, turned, and what is too narrow cannot be chosen", async () => {
    await composer.form.getByRole("button", { name: "Crop", exact: true }).press("Enter");
    await crop.getByRole("button", { name: say("en", "mend.rotate") }).press("Enter");
    await crop.getByRole("radio", { name: "9:16" }).focus();
    await page.keyboard.press("Space");
    await expect(crop.getByText("400 × 711 px")).toBeVisible();
    const frame = crop.getByRole("group", { name: say("en", "mend.cropArea") });
    await frame.focus();
    const before = (await frame.boundingBox())!;
    for (let press = 0; press < 10; press++) await page.keyboard.press("ArrowDown");
    expect((await frame.boundingBox())!.y).toBeGreaterThan(before.y + 5);
    expect(await findBarriers(page), "the dialog Crop").toEqual([]);
    await crop.getByRole("button", { name: "Use this crop" }).press("Enter");
    await expect(reason).toBeHidden({ timeout: 30_000 });
    await expect(composer.uploads).toHaveCount(0, { timeout: 30_000 });
  });

  await composer.prompt.fill(prompt);
  await composer.generate.click();
  await expect(async () => expect(await gotFor(emulator, prompt)).toHaveLength(1)).toPass({ timeout: 60_000 });
  const [got] = await gotFor(emulator, prompt);
  const sent = await sharp(Buffer.from(await (await fetch(got!.file_url)).arrayBuffer())).metadata();
  expect([sent.width, sent.height]).toEqual([400, 711]);

  await test.step("a voice is converted, and a stamp made to fit, with one press each", async () => {
    await composer.choose("References");
    const wav = test.info().outputPath("voice.wav");
    const m4a = test.info().outputPath("voice.m4a");
    await writeFile(wav, makeSound("voice.wav", 3).buffer);
    await runFfmpeg(["-i", wav, "-c:a", "aac", "-y", m4a], { timeoutMs: 20_000 });
    await composer.add("Add references", { name: "voice.m4a", mimeType: "audio/x-m4a", buffer: await readFile(m4a) });
    await expect(composer.form.getByText(say("en", "assetProblems.m4a"))).toBeVisible({ timeout: 30_000 });
    await composer.form.getByRole("button", { name: "Convert", exact: true }).click();
    await expect(composer.form.getByText(say("en", "assetProblems.m4a"))).toBeHidden({ timeout: 30_000 });
    await expect(composer.file("voice.wav")).not.toHaveCount(0);
    await composer.add("Add references", await makePicture("stamp.png", { width: 200, height: 200, format: "png" }));
    await expect(composer.form.getByText(/200 × 200 px is too small; each side needs at least 300 px/)).toBeVisible({ timeout: 30_000 });
    await composer.form.getByRole("button", { name: "Make it fit", exact: true }).click();
    await expect(composer.form.getByText(/200 × 200 px is too small/)).toBeHidden({ timeout: 30_000 });
    await expect(composer.uploads).toHaveCount(0, { timeout: 30_000 });
  });
});

test("out of a clip come its first and last picture and its sound", async ({ create, page }, info) => {
  const { composer } = create;
  await composer.choose("References");
  await composer.add("Add references", await film(info.outputPath("harbour.mp4"), 3));
  await expect(composer.uploads).toHaveCount(0, { timeout: 60_000 });
  const take = async (item: string, name: string) => {
    await page.getByRole("button", { name: say("en", "composer.references.menu", { label: "Video 1", name: "harbour.mp4" }) }).click();
    await page.getByRole("menuitem", { name: say("en", `mend.${item}`) }).click();
    await expect(composer.file(name)).not.toHaveCount(0, { timeout: 60_000 });
    await expect(composer.uploads).toHaveCount(0, { timeout: 60_000 });
  };
  await take("firstPicture", "harbour-first.png");
  await take("lastPicture", "harbour-last.png");
  await take("itsSound", "harbour.wav");
  await expect(composer.form).toContainText("2/9 images · 1/3 videos");
  await expect(composer.form).toContainText("4/12 files");
});
