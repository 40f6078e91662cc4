import type { Locator } from "@playwright/test";
import { expect, test } from "../fixtures";
import { findBarriers } from "../harness/axe";
import { makeNumbered, NUMBER_BITS } from "../harness/database";
import { Compare } from "../pages/compare";

/** Which frame a picture really is: the first row of a numbered clip says it in black and white. */
const numberOf = (picture: Locator): Promise<number> =>
  picture.evaluate((element: HTMLVideoElement | HTMLCanvasElement, bits) => {
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] =
      element instanceof HTMLVideoElement ? [element.videoWidth, element.videoHeight] : [element.width, element.height];
    const context = canvas.getContext("2d")!;
    context.drawImage(element, 0, 0);
    const side = canvas.width / 16;
    const isWhite = (bit: number): boolean => context.getImageData((bit + 0.5) * side, side / 2, 1, 1).data[0]! > 128;
    return Array.from({ length: bits }, (_, bit) => (isWhite(bit) ? 2 ** bit : 0)).reduce((sum, part) => sum + part, 0);
  }, NUMBER_BITS);

test("takes are looked at frame by frame, in parts, and beside each other, and one of them is kept", async ({ create, page, studio }) => {
  const { composer, gallery, viewer } = create;
  const compare = new Compare(page);
  const prompt = "A crane lifts a boat";
  await composer.set({ resolution: "480p", ratio: "16:9", seconds: 4, seed: 7, sound: true, takes: 2 });
  await create.generate(prompt);
  await expect(gallery.cards.locator("[data-card-open]")).toHaveCount(2);
  const ids = await gallery.cards.evaluateAll((cards) => cards.map((card) => card.getAttribute("data-generation") ?? ""));
  await expect(async () => {
    await expect(gallery.cards.filter({ has: page.locator("[data-slot=generation-poster]") })).toHaveCount(2);
  }).toPass({ timeout: 45_000 });
  const takes = viewer.dialog.getByRole("region", { name: "Takes" }).getByRole("button", { name: /^Take / });

  await test.step("the other takes stand beside the clip, and its frames in a strip under it", async () => {
    await gallery.cards.first().locator("[data-card-open]").click();
    await expect(takes).toHaveCount(2);
    await expect(takes.nth(1)).toHaveAttribute("aria-current", "true");
    await expect(viewer.dialog.locator("[data-slot=film-strip]")).toBeVisible({ timeout: 30_000 });
    const waveform = viewer.dialog.locator("[data-slot=waveform]");
    await expect(waveform).toBeVisible({ timeout: 30_000 });
    const { width, height } = (await waveform.boundingBox())!;
    await waveform.click({ position: { x: width * 0.6, y: height / 2 } });
    await expect(viewer.timecode, "a press on the sound leads there").toContainText("00:00:02:");
    await viewer.press("k");
    await viewer.press("k");
    await viewer.press("Home");
    await viewer.press("Shift+ArrowRight");
    await takes.nth(0).click();
    await expect(takes.nth(0)).toHaveAttribute("aria-current", "true");
    await expect(viewer.timecode).toContainText("00:01:00 /");
    await expect(viewer.button("Play")).toBeVisible();
    await viewer.position.hover();
    await expect(viewer.dialog.locator("[data-slot=scrub-preview]")).toContainText("00:00:0");
  });

  await test.step("a part of it is gone round, as fast as one likes", async () => {
    await viewer.press("i");
    await viewer.press("Shift+ArrowRight");
    await viewer.press("o");
    await viewer.press(">");
    await viewer.press(">");
    await expect(viewer.button("Speed: 2×")).toBeVisible();
    // Space is for the take that has the focus.
    await viewer.press("k");
    const seen = await viewer.video.evaluate(async (video: HTMLVideoElement) => {
      const times: number[] = [];
      for (const end = performance.now() + 2_500; performance.now() < end;) {
        await new Promise(requestAnimationFrame);
        times.push(video.currentTime);
      }
      const turns = times.filter((time, index) => index > 0 && time < times[index - 1]! - 0.5).length;
      return { turns, first: Math.min(...times), last: Math.max(...times) };
    });
    expect(seen.turns).toBeGreaterThan(1);
    expect(seen.first).toBeGreaterThan(0.98);
    // A slow machine notices the mark some frames late.
    expect(seen.last).toBeLessThan(2.6);
    await viewer.press("Shift+X");
    await viewer.press("<");
    await viewer.press("<");
    await viewer.press("g");
    await expect(viewer.dialog.locator("[data-slot=safe-areas]")).toHaveAttribute("data-areas", "broadcast");
    await viewer.press("g");
    expect(await findBarriers(page)).toEqual([]);
    await viewer.press("g");
    await expect(viewer.dialog.locator("[data-slot=safe-areas]")).toHaveCount(0);
  });

  await test.step("the frame that is named is the frame that is shown, also where the browser drifts", async () => {
    await makeNumbered(studio.dataDir, ids[1]!);
    await page.reload();
    await expect(viewer.button("Pause")).toBeVisible();
    await viewer.press("k");
    await viewer.press("Home");
    for (const [key, frame] of [
      ["Shift+ArrowRight", 24],
      [".", 25],
      [".", 26],
      [",", 25],
      ["Shift+ArrowRight", 49],
      ["End", 95],
    ] as const) {
      await viewer.press(key);
      await expect.poll(() => numberOf(viewer.video), `after ${key}`).toBe(frame);
    }
    const missing = viewer.dialog.locator("[data-slot=missing-frame]");
    await expect(missing).toBeHidden();
    // A browser that shows the second frame after the one that it was asked for.
    await viewer.video.evaluate((video: HTMLVideoElement) => {
      const own = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, "currentTime")!;
      Object.defineProperty(video, "currentTime", {
        get: () => own.get!.call(video) as number,
        set: (seconds: number) => own.set!.call(video, seconds + 2 / 24),
      });
    });
    await viewer.position.fill("40");
    await expect.poll(() => numberOf(viewer.video)).toBe(42);
    await expect(missing).toBeVisible();
    await expect.poll(() => numberOf(missing)).toBe(40);
  });

  await test.step("two takes run on one clock, one of them heard, and step together", async () => {
    await page.reload();
    await expect(takes).toHaveCount(2);
    await viewer.press("v");
    await expect(compare.videos).toHaveCount(2);
    await expect(page).toHaveURL(/compare=/);
    const apart = async (): Promise<number> => {
      const [a, b] = await compare.videos.evaluateAll((all) => all.map((video) => (video as HTMLVideoElement).currentTime));
      return a! > 0.3 ? Math.abs(a! - b!) : 9;
    };
    await expect.poll(apart, { timeout: 15_000 }).toBeLessThan(0.06);
    expect(await compare.videos.evaluateAll((all) => all.map((video) => (video as HTMLVideoElement).muted))).toEqual([false, true]);
    await page.keyboard.press("Space");
    await expect(compare.button("Play")).toBeVisible();
    await page.keyboard.press("Home");
    for (let count = 0; count < 3; count += 1) await page.keyboard.press(".");
    await expect.poll(() => compare.frames()).toEqual([3, 3]);
    await compare.button("B one frame later").click();
    await compare.button("B one frame later").click();
    await expect.poll(() => compare.frames()).toEqual([3, 5]);
    await expect(compare.side("B")).toContainText("+2 f");
    await expect(compare.difference).toContainText("Seed");
    await expect(compare.difference).toContainText("8");
    await compare.dialog.getByRole("radio", { name: "Wipe" }).check({ force: true });
    await compare.dialog.getByRole("slider", { name: "Edge of the wipe" }).fill("25");
    expect(await findBarriers(page)).toEqual([]);
  });

  await test.step("blind, nobody knows which is which until they have chosen", async () => {
    await compare.dialog.getByRole("switch", { name: "Blind" }).click();
    await expect(compare.difference).toHaveCount(0);
    await expect(compare.side("A")).not.toContainText("seed");
    await compare.button("Vote for B").click();
    await expect(compare.dialog.getByText("You chose B.")).toBeVisible();
    await expect(compare.side("B")).toContainText("seed");
    await expect(compare.side("B")).toContainText("1 vote");
    await expect(compare.side("B")).not.toContainText("Owner");
    // The button that had the focus is gone, and the keys go on.
    const shown = async (): Promise<number> => (await compare.frames()).reduce((sum, frame) => sum + frame, 0);
    const before = await shown();
    await page.keyboard.press(".");
    await expect.poll(shown).toBe(before + 2);
  });

  await test.step("the vote is there after a reload as well, with whose it is where nobody is blind", async () => {
    await page.reload();
    await expect(compare.dialog.getByText(/^You chose [AB]\.$/)).toBeVisible();
    await expect(compare.dialog.getByText("1 vote · Owner")).toBeVisible();
  });

  await test.step("one is kept, and the others are rejected and still there", async () => {
    await compare.button("Keep A").click();
    await expect(compare.dialog).toBeHidden();
    await expect(viewer.dialog).toBeVisible();
    await expect(gallery.notices).toContainText("1 clip marked “Changes wanted”, not deleted");
    await expect(takes).toHaveCount(2);
    await viewer.press("Escape");
    await expect(gallery.cards).toHaveCount(2);
  });

  await test.step("stacked, they are one card with the one that is kept, until another is approved; its badge leads to them", async () => {
    await gallery.stack();
    await expect(gallery.cards).toHaveCount(1);
    await expect(page).toHaveURL(/stack=yes/);
    const kept = await gallery.cards.getAttribute("data-generation");
    await gallery.cards.getByRole("button", { name: "2 takes" }).click();
    await expect(takes).toHaveCount(2);
    await viewer.dialog.getByRole("region", { name: "Takes" }).locator("li button:not([aria-current])").click();
    await viewer.press("a");
    await viewer.press("Escape");
    const approved = ids.find((id) => id !== kept)!;
    await expect(gallery.cards.and(page.locator(`[data-generation="${approved}"]`))).toBeVisible();
    await expect(gallery.cards).toHaveCount(1);
    await page.reload();
    await expect(gallery.cards).toHaveCount(1);
    expect(await findBarriers(page)).toEqual([]);
    await gallery.chip("Takes: Stacked").click();
    await expect(gallery.cards).toHaveCount(2);
  });

  await test.step("what is chosen in the gallery is compared as well, and an address of both opens both in their order", async () => {
    await page.getByRole("button", { name: "Select", exact: true }).click();
    await page.getByRole("toolbar").getByRole("button", { name: "All that are loaded" }).click();
    await page.getByRole("toolbar").getByRole("button", { name: "Compare", exact: true }).click();
    await expect(compare.videos).toHaveCount(2);
    const both = new URL(page.url());
    both.searchParams.set("clip", ids[0]!);
    await page.goto(both.toString());
    await expect(compare.videos).toHaveCount(2);
    await page.keyboard.press("Escape");
    await expect(compare.dialog).toBeHidden();
    await expect(viewer.dialog, "the comparison lay over it").toBeVisible();
  });

  await test.step("what the studio finds in a clip by itself is a word on its card, leads to its moments, and goes when it is fine", async () => {
    await viewer.press("Escape");
    const flawed = "A lamp in the night emu:flawed";
    await expect(gallery.cards.locator("[data-slot=findings]"), "the takes are as they were asked for").toHaveCount(0);
    await composer.set({ takes: 1 });
    await create.generate(flawed);
    const chip = gallery.card(flawed).locator("[data-slot=findings]");
    await expect(chip).toHaveText(/3 things to look at/, { timeout: 60_000 });
    await expect(chip).toHaveAccessibleName("Worth a look: Black picture, Silence, Clipped sound");
    await gallery.filter("Worth a look", "Silence");
    await expect(gallery.chip("Worth a look: Silence")).toBeVisible();
    await expect(gallery.cards, "the takes have nothing of the kind").toHaveCount(1);
    await gallery.open(flawed).click();
    const section = viewer.details.getByRole("region", { name: "Worth a look" });
    await expect(section.getByRole("listitem")).toHaveCount(3);
    await viewer.press("k");
    await viewer.press("Home");
    await section
      .getByRole("listitem")
      .filter({ hasText: "Silence" })
      .getByRole("button", { name: /^Go to / })
      .click();
    await expect(viewer.timecode).toContainText("00:01:");
    expect(await findBarriers(page)).toEqual([]);
    await section.getByRole("button", { name: "Fine as it is" }).click();
    await expect(section.getByRole("button", { name: "Show it on the card again" })).toBeVisible();
    await viewer.press("Escape");
    await expect(gallery.cards, "it does not fit any more").toHaveCount(0);
    await gallery.chip("Worth a look: Silence").click();
    await expect(gallery.card(flawed)).toBeVisible();
    await expect(chip).toHaveCount(0);
  });
});
