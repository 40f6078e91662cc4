import sharp from "sharp";
import { runFfmpeg } from "@/lib/platform/ffmpeg/run-ffmpeg";
import { expect, test } from "../fixtures";
import { findBarriers } from "../harness/axe";
import { download } from "../harness/downloads";
import { say } from "../harness/messages";
import { CreatePage } from "../pages/create-page";
import { beginsWith } from "../pages/names";

/** What ffmpeg itself calls the frame with this number of a file. */
async function frameOf(file: string, number: number): Promise<Buffer> {
  const args = ["-i", file, "-vf", `select=eq(n\\,${number})`, "-frames:v", "1", "-f", "rawvideo", "-pix_fmt", "rgb24", "pipe:1"];
  return (await runFfmpeg(args, { timeoutMs: 60_000 })).stdout;
}

test("one clip leads to the next: by a frame, by its end, by one more, by its final", async ({ create, page, openBrowser, ownerState }) => {
  const { composer, gallery, viewer } = create;
  const first = "A boat leaves the harbour";
  const second = "It meets the open sea";
  await page.emulateMedia({ reducedMotion: "reduce" });
  await composer.set({ resolution: "480p", ratio: "16:9", seconds: 4, sound: false });
  await create.generate(first);
  await expect(gallery.status(first, "Ready")).toBeVisible({ timeout: 45_000 });
  const frameAt = (number: number) => composer.file(`frame-${number}.png`);

  await test.step("with keys alone a frame becomes the first one of the next clip, the very frame that was shown", async () => {
    await gallery.open(first).press("Enter");
    await expect(viewer.timecode).toBeVisible();
    await viewer.press("Home");
    for (let count = 0; count < 2; count += 1) await viewer.press("Shift+ArrowRight");
    await viewer.press("ArrowLeft");
    await expect(viewer.timecode).toContainText("00:00:01:23 /");
    const picture = await download(page, () => viewer.choose("Use this frame", "Save picture"));
    expect(picture.name).toMatch(/A-boat-leaves-the-harbour_480p_4s_\w{8}_frame-47\.png$/);
    await viewer.press("s");
    await expect(viewer.dialog).toBeHidden();
    await expect(composer.mode("First frame")).toBeChecked();
    await expect(frameAt(47)).toBeVisible();
    await expect(composer.prompt).toBeFocused();
    await expect(gallery.notices).toContainText("00:00:01:23 is the first frame.");
    const clip = await gallery.download(first);
    expect((await sharp(picture.path).removeAlpha().raw().toBuffer()).equals(await frameOf(clip.path, 47))).toBe(true);
  });

  await test.step("the next one is made of it", async () => {
    await create.generate(second);
    await expect(gallery.status(second, "Ready")).toBeVisible({ timeout: 45_000 });
  });

  await test.step("the viewer shows where it comes from and where that went, and in what the two differ", async () => {
    await gallery.open(second).click();
    const lineage = (name: string) => viewer.details.getByRole("region", { name });
    await viewer.details.getByText("Lineage", { exact: true }).click();
    const from = lineage("Made from").getByRole("link", { name: beginsWith(first) });
    await expect(from).toContainText("Frame 00:00:01:23, as first frame");
    await lineage("Made from")
      .getByRole("button", { name: `Compare recipes: ${first}` })
      .click();
    await expect(viewer.details.getByRole("heading", { name: "Difference of the recipes" })).toBeVisible();
    expect(await findBarriers(page), "the lineage").toEqual([]);
    await from.click();
    await expect(viewer.dialog).toHaveAccessibleName(`Clip: ${first}`);
    await expect(lineage("Used in").getByRole("link", { name: beginsWith(second) })).toBeVisible();
    await viewer.leave();
  });

  await test.step("by keyboard alone a card leads on from its end, with the same words and settings", async () => {
    await gallery.open(second).focus();
    await gallery.card(second).getByRole("button", { name: "More", exact: true }).press("Enter");
    await gallery.card(second).getByRole("menuitem", { name: "Continue from its end" }).press("Enter");
    await expect(composer.file("last-frame.png")).toBeVisible();
    await expect(frameAt(47)).toHaveCount(0);
    await expect(composer.prompt).toHaveValue(second);
    await expect(composer.setting("Resolution")).toHaveAccessibleName(/480p/);
    await gallery.choose(first, "Use this frame", "As last frame");
    await expect(composer.mode("First + last")).toBeChecked();
    await expect(frameAt(0)).toBeVisible();
  });

  await test.step("a clip can be extended; what becomes of its length and shape is said before", async () => {
    await gallery.choose(first, "More", say("en", "chain.extend.open"));
    const dialog = viewer.question("Extend this clip");
    await expect(dialog).toContainText(say("en", "chain.refer.whole", { seconds: 9 }));
    expect(await findBarriers(page), "the question about an extension").toEqual([]);
    await dialog.getByRole("button", { name: "Put into the composer" }).click();
    await expect(composer.mode("References")).toBeChecked({ timeout: 30_000 });
    await expect(composer.prompt).toHaveValue("Extend Video 1 forward: ");
    await expect(composer.setting("Ratio")).toHaveAccessibleName(/Auto/);
  });

  await test.step("one press makes another without leaving the viewer; its final costs what was agreed to", async () => {
    await gallery.open(first).click();
    await expect(viewer.button("Make another")).toHaveAccessibleDescription(/\$0\.\d\d/);
    const cards = await gallery.cards.count();
    await viewer.button("Make another").dblclick();
    await expect(gallery.notices).toContainText("Another take is queued.");
    await viewer.button("Make final").press("Enter");
    const dialog = viewer.question("Make final");
    await expect(dialog).toContainText(/same seed \(\d+\)/);
    await page.keyboard.press("Tab");
    await dialog.getByRole("radio", { name: /^720p/ }).press("Space");
    expect(await findBarriers(page), "the question about the final").toEqual([]);
    await dialog.getByRole("button", { name: /^Generate for ≈ \$/ }).press("Enter");
    await expect(gallery.notices).toContainText("The final clip is queued.");
    await expect(viewer.dialog).toBeVisible();
    // A notice goes after a while.
    await gallery.notices.getByRole("button", { name: "Show it" }).last().click();
    await expect(viewer.timecode).toBeVisible({ timeout: 45_000 });
    expect(await findBarriers(page), "the viewer").toEqual([]);
    await viewer.leave();
    await expect(gallery.cards).toHaveCount(cards + 2);
    await expect(gallery.card(first).first()).toContainText("720p");
  });

  await test.step("going on to another clip keeps the time, and stays paused", async () => {
    await gallery.open(first).last().click();
    await viewer.press("Home");
    await viewer.press("Shift+ArrowRight");
    await viewer.press("ArrowUp");
    await expect(viewer.dialog).toHaveAccessibleName(`Clip: ${second}`);
    await expect(viewer.timecode).toContainText("00:00:01:00 /");
    await expect(viewer.button("Play")).toBeVisible();
    await viewer.leave();
  });

  await test.step("a finger finds all of it on a phone", async () => {
    const phone = new CreatePage(
      await openBrowser({ storageState: ownerState, viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }),
    );
    await phone.page.goto(page.url());
    await phone.gallery.card(second).getByRole("button", { name: "More" }).tap();
    await expect(phone.gallery.card(second).getByRole("menuitem", { name: "As first frame" })).toBeVisible();
    await phone.page.keyboard.press("Escape");
    await phone.gallery.open(second).tap();
    await expect(phone.viewer.timecode).toBeVisible();
    expect(await findBarriers(phone.page), "the viewer of a phone").toEqual([]);
    await phone.viewer.button("Use this frame").tap();
    await phone.viewer.dialog.getByRole("menuitem", { name: "As reference" }).tap();
    await expect(phone.page.getByRole("dialog", { name: "Composer" })).toBeVisible({ timeout: 30_000 });
    await expect(phone.composer.mode("References")).toBeChecked();
  });

  await test.step("by keyboard alone another is made from its card and in the viewer, which stays open", async () => {
    const cards = await gallery.cards.count();
    await gallery.open(second).focus();
    await gallery.card(second).getByRole("button", { name: "More", exact: true }).press("Enter");
    await gallery.card(second).getByRole("menuitem", { name: "Make another" }).press("Enter");
    await expect(gallery.cards).toHaveCount(cards + 1);
    await gallery.open(second).last().press("Enter");
    await viewer.button("Make another").press("Enter");
    await expect(viewer.dialog.getByRole("region", { name: "Notifications" })).toContainText("Another take is queued.");
    await expect(viewer.button("Make another")).toBeFocused();
    await viewer.leave();
    await expect(gallery.cards).toHaveCount(cards + 2);
    await expect(gallery.status(second, "Ready")).toHaveCount(3, { timeout: 60_000 });
  });
});
