import { expect, test } from "../fixtures";
import { findBarriers } from "../harness/axe";
import { download } from "../harness/downloads";
import { probeClip } from "../harness/probe";
import { SequencePage } from "../pages/sequence-page";

/** What the emulator makes of 4 s: a frame more than four times 24. */
const CLIP = 97;
const timecode = (frames: number): string =>
  `00:00:${String(Math.floor(frames / 24)).padStart(2, "0")}:${String(frames % 24).padStart(2, "0")}`;

test("a sequence: made of chosen clips, arranged and trimmed by keyboard, played, and exported to the frame", async ({
  create,
  page,
  place,
  errors,
}) => {
  const { composer, gallery } = create;
  const sequence = new SequencePage(page);
  const { strip, items, clock } = sequence;
  const isLong = (frames: number) => expect(clock).toContainText(`/ ${timecode(frames)}`);

  await test.step("the chosen clips stand in order of their creation", async () => {
    await composer.set({ resolution: "480p", ratio: "16:9", seconds: 4 });
    for (const prompt of ["A boat leaves", "Gulls rise"]) {
      await create.generate(prompt);
      await expect(gallery.status(prompt, "Ready")).toBeVisible({ timeout: 45_000 });
    }
    await gallery.region.getByRole("button", { name: "Select", exact: true }).click();
    await page.keyboard.press("Control+a");
    await sequence.button("New sequence").click();
    await expect(sequence.heading).toBeVisible();
    await expect(items).toHaveText([/A boat leaves/, /Gulls rise/]);
    await isLong(2 * CLIP);
    expect(await findBarriers(page), "the page").toEqual([]);
  });

  await test.step("one is trimmed by keys and by number, and a step is taken back", async () => {
    await sequence.item(1).click();
    await page.getByRole("slider", { name: "End", exact: true }).focus();
    await page.keyboard.press("ArrowLeft");
    await isLong(2 * CLIP - 1);
    await page.keyboard.press("Shift+ArrowLeft");
    await isLong(2 * CLIP - 25);
    await sequence.field("Out").fill("48");
    await isLong(48 + CLIP);
    await sequence.field("In").fill("12");
    await isLong(36 + CLIP);
    await sequence.button("Undo").click();
    await isLong(48 + CLIP);
  });

  await test.step("they change places, fade into each other, and a card stands between", async () => {
    await sequence.item(2).focus();
    await page.keyboard.press("Alt+ArrowLeft");
    await expect(items).toHaveText([/Gulls rise/, /A boat leaves/]);
    await sequence.item(1).click();
    await page.getByRole("combobox", { name: "To the next" }).selectOption("Cross-fade");
    await isLong(48 + CLIP - 12);
    await sequence.button("Add title").press("Enter");
    const words = page.getByRole("textbox", { name: "Words" });
    await expect(words).toBeFocused();
    // What it says by itself is written over.
    await page.keyboard.insertText("黎明 · Dawn 🚤");
    await expect(words).toHaveValue("黎明 · Dawn 🚤");
    await expect(words).toHaveAccessibleDescription(/A film cannot show these, and leaves them out: 🚤/);
    await words.fill("黎明 · Dawn");
    await sequence.field("Seconds").fill("2");
    await expect(items).toHaveText([/Gulls rise/, /黎明 · Dawn/, /A boat leaves/]);
    await isLong(48 + CLIP + 48 - 12);
    await expect(sequence.saved).toBeVisible();
    await page.reload();
    await expect(items).toHaveText([/Gulls rise/, /黎明 · Dawn/, /A boat leaves/]);
    await isLong(48 + CLIP + 48 - 12);
  });

  await test.step("it plays over its cuts to its end", async () => {
    const last = 48 + CLIP + 48 - 12 - 1;
    const position = page.getByRole("slider", { name: "Position", exact: true });
    await position.fill(String(CLIP - 12 - 6));
    await expect(sequence.timecode).toHaveText(timecode(CLIP - 18));
    await sequence.button("Play").click();
    await expect(sequence.timecode).toHaveText(timecode(last), { timeout: 20_000 });
    await expect(sequence.button("Play")).toBeVisible();
  });

  await test.step("the export has each of its frames, and is called as the sequence is", async () => {
    await sequence.exportAs("MP4");
    const link = sequence.films.first().getByRole("link", { name: "Download" });
    await expect(link).toBeVisible({ timeout: 60_000 });
    await expect(gallery.notices).toContainText("An export is ready.");
    const { path, name } = await download(page, () => link.click());
    expect(name).toMatch(/_Sequence_\d{4}-\d\d-\d\dT\d{4}\.mp4$/);
    expect(await probeClip(path)).toMatchObject({ frames: 48 + CLIP + 48 - 12, framesPerSecond: 24, width: 864, height: 496 });
  });

  await test.step("a clip that was trashed is said to be missing, and is left out", async () => {
    // The page may be opened in the moment in which the clip goes, and ask for its picture or its film once more.
    errors.expect(/404 \(Not Found\).*\/api\/media\//);
    await create.open(place);
    await gallery.remove("Gulls rise");
    await sequence.open(place);
    await expect(page.getByText("Item 1 cannot be shown and is left out.")).toBeVisible();
    await isLong(48 + 48);
    await expect(strip).toContainText("Clip 1");
  });
});
