import { readFile } from "node:fs/promises";
import { unzipSync } from "fflate";
import { framesOfFcpxml, readEdl, readFcpxml, readOtio } from "@/lib/testing/edit-readers";
import { RECIPE_BOX } from "@/lib/recipes/carried/find-carried";
import { uuidBox } from "@/lib/shared/mp4-boxes";
import { paths } from "@/lib/shared/paths";
import { expect, test } from "../fixtures";
import { findBarriers } from "../harness/axe";
import { download } from "../harness/downloads";
import { ProjectsPage } from "../pages/projects-page";

test("clips are handed over to editing software, in each format and with their files", async ({ create, page, place }) => {
  const { composer, gallery, viewer } = create;
  const [first, second] = ["قارب عند الفجر 🚤", "Gulls & <waves>"];
  const chosen = gallery.region.getByRole("toolbar", { name: "Chosen clips" });
  await composer.set({ resolution: "480p", seconds: 4 });
  for (const prompt of [first, second]) {
    await create.generate(prompt);
    await expect(gallery.card(prompt)).toBeVisible();
    await expect(composer.generate).toHaveText(/Generate/);
  }
  for (const prompt of [first, second]) await expect(gallery.status(prompt, "Ready")).toBeVisible({ timeout: 45_000 });
  await gallery.region.getByRole("button", { name: "Select", exact: true }).click();
  await page.keyboard.press("Control+a");
  await expect(chosen).toContainText("2 chosen");

  const exportAs = async (format: string): Promise<string> => {
    await chosen.getByRole("button", { name: "Export", exact: true }).click();
    const { path, name } = await download(page, () => page.getByRole("menuitem", { name: format, exact: true }).click());
    expect(name).toMatch(new RegExp(`\\.${format.toLowerCase()}$`));
    return readFile(path, "utf8");
  };

  await test.step("a menu has a timeline alone in each format", async () => {
    await chosen.getByRole("button", { name: "Export", exact: true }).focus();
    await page.keyboard.press("ArrowDown");
    await expect(page.getByRole("menuitem", { name: "OTIO", exact: true })).toBeVisible();
    expect(await findBarriers(page), "the menu").toEqual([]);
    await page.keyboard.press("Escape");
    const clips = readOtio(await exportAs("OTIO")).tracks.children[0]!.children;
    expect(clips).toHaveLength(2);
    const { story, notes } = readFcpxml(await exportAs("FCPXML"));
    expect(story.map((clip) => framesOfFcpxml((clip as unknown as { duration: string }).duration))).toEqual([97, 97]);
    expect(notes.map(({ text }) => text).join()).toContain("Gulls & <waves>");
    const { events } = readEdl(await exportAs("EDL"));
    expect(events.map(({ recordIn, recordOut }) => recordOut - recordIn)).toEqual([97, 97]);
    expect(events.flatMap(({ comments }) => comments).join()).toContain("قارب عند الفجر 🚤");
    expect((await exportAs("CSV")).split("\r\n")).toHaveLength(4);
  });

  await test.step("what is said in a clip is typed, refused where it is wrong, kept over a reload, and shown in the player", async () => {
    await page.keyboard.press("Escape");
    await gallery.open(second).click();
    await viewer.details.getByText("Captions", { exact: true }).click();
    const text = viewer.details.getByRole("textbox", { name: "Captions as WebVTT" });
    await text.fill("00:00.000 --> soon\nAhoy <b>there</b>");
    await viewer.details.getByRole("button", { name: "Save captions" }).click();
    await expect(text).toHaveAccessibleDescription(/Line 1 is no line of times/);
    await page.reload();
    await expect(text).toHaveValue(/Ahoy/);
    // Longer than the clip: the player may stand at its end by now.
    await text.fill("00:00.000 --> 00:09.000\nAhoy <b>there</b>");
    await viewer.details.getByRole("button", { name: "Save captions" }).click();
    await expect(text).toHaveValue("WEBVTT\n\n00:00:00.000 --> 00:00:09.000\nAhoy there\n");
    const shown = () =>
      viewer.dialog.locator("[data-slot=player-video]").evaluate((video: HTMLVideoElement) => {
        const [track] = video.textTracks;
        return track?.mode === "showing" ? [...(track.activeCues ?? [])].map((cue) => (cue as VTTCue).text) : [];
      });
    await expect.poll(shown).toEqual(["Ahoy there"]);
    await viewer.details.getByRole("switch", { name: "Show in the player" }).click();
    await expect.poll(shown).toEqual([]);
    expect(await findBarriers(page), "the captions").toEqual([]);
    await viewer.leave();
    await gallery.region.getByRole("button", { name: "Select", exact: true }).click();
    await page.keyboard.press("Control+a");
  });

  await test.step("a ZIP brings them along with the files that they name", async () => {
    await chosen.getByRole("button", { name: "Names of files" }).click();
    await page.getByRole("switch", { name: /^Include timelines/ }).click();
    await page.keyboard.press("Escape");
    const { path } = await download(page, () => chosen.getByRole("button", { name: "Download ZIP" }).click());
    const files = unzipSync(await readFile(path));
    const names = Object.keys(files);
    const text = (ending: string): string => Buffer.from(files[names.find((name) => name.endsWith(ending))!]!).toString("utf8");
    const media = readFcpxml(text(".fcpxml")).media as unknown as { src: string }[];
    expect(media).toHaveLength(2);
    for (const { src } of media) expect(names).toContain(decodeURIComponent(src).replace("./", ""));
    expect(readEdl(text(".edl")).events).toHaveLength(2);
    expect(text(".vtt")).toContain("Ahoy there");
  });

  await test.step("a copy with its recipe brings it back where it is dropped or chosen, and one without says so", async () => {
    await page.keyboard.press("Escape");
    const withRecipe = await readFile((await download(page, () => gallery.choose(first, "More", "Download with recipe"))).path);
    const clip = (name: string, buffer: Buffer) => ({ name, mimeType: "video/mp4", buffer });
    await composer.bringBack();
    await composer.prompt.fill("Something else");
    await composer.set({ seconds: 6 });
    await composer.dropOn(page.locator("body"), clip("boat.mp4", withRecipe));
    await expect(composer.prompt).toHaveValue(first);
    await expect(composer.setting("Duration")).toHaveAccessibleName(/4 s/);
    await composer.form.getByRole("button", { name: "Undo" }).click();
    await expect(composer.prompt).toHaveValue("Something else");
    const choose = page.getByLabel("From a clip");
    await choose.setInputFiles(clip("plain.mp4", await readFile((await gallery.download(first)).path)));
    await expect(composer.form).toContainText("This clip carries no recipe.");
    const recipe = { mode: "references", model: "seedance-9", prompt: "Image 1 meets Image 2", ratio: "16:9", resolution: "16k" };
    const files = ["Boat.png", "Pier.png"].map((name) => ({ role: "reference", kind: "image", name, sha256: null }));
    const theirs = Buffer.from(JSON.stringify({ dailies: "recipe", version: 1, recipe, files }));
    await choose.setInputFiles(clip("theirs.mp4", Buffer.from(uuidBox(RECIPE_BOX, theirs))));
    await expect(composer.form).toContainText(
      /theirs\.mp4 · Its recipe has what is not known here: model, resolution, .*\. The usual stands in its place\./,
    );
    await expect(composer.form).toContainText("2 files are not here");
    await expect(composer.mode("References")).toBeChecked();
    await choose.setInputFiles(clip("boat.mp4", withRecipe));
    await expect(composer.prompt).toHaveValue(first);
    expect(await findBarriers(page), "the composer").toEqual([]);
  });

  await test.step("a project labels its downloads: the copy is made first, and the original stays", async () => {
    const original = await readFile((await gallery.download(first)).path);
    const projects = new ProjectsPage(page);
    const project = test.info().title.slice(0, 40);
    await projects.open(place.team);
    await projects.choose(project, "AI labels");
    const dialog = page.getByRole("dialog", { name: "AI labels on downloads" });
    await dialog.getByRole("combobox", { name: "Labels" }).selectOption("European Union and China");
    expect(await findBarriers(page), "the labels").toEqual([]);
    await dialog.getByRole("button", { name: "Save" }).click();
    await expect(dialog).toBeHidden();
    await page.goto(paths.create(place.team, place.project));
    const copy = await download(page, async () => {
      await (await gallery.attend(first)).getByRole("link", { name: "Download" }).click();
      await expect(gallery.notices).toContainText("The labelled copy is being made.");
    });
    const labelled = await readFile(copy.path);
    for (const mark of ['"ContentProducer"', "trainedAlgorithmicMedia"]) expect(labelled.includes(mark)).toBe(true);
    const kept = await download(page, () => gallery.choose(first, "More", "Download original"));
    expect((await readFile(kept.path)).equals(original)).toBe(true);
  });
});
