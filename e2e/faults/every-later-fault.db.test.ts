import "@/lib/testing/database";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { saveProviderOptions } from "@/lib/connections/settings";
import { describeFailure } from "@/lib/generations/failure";
import { API_STYLES } from "@/lib/models/catalog";
import { answer, DOWNLOADS, type Fault, HARMLESS_DOWNLOADS, LOOKS, nameOf, SLOW_DOWNLOAD, UPLOADS } from "./admin-faults";
import { bringPicture } from "./case-kit";
import { type HurriedStudio, isAccepted, openHurriedStudio } from "./hurried-studio";

let studio: HurriedStudio;
beforeAll(async () => {
  studio = await openHurriedStudio();
});
afterAll(() => studio.stop());
afterEach(() => studio.tidy());

interface Pressed {
  id: string;
  prompt: string;
}

async function demandOnePurchase({ id, prompt }: Pressed): Promise<void> {
  const tasks = await studio.tasksOf(prompt);
  expect(tasks).toHaveLength(1);
  expect((await studio.row(id)).providerTaskId).toBe(tasks[0]!.id);
}

const finish = async ({ prompt }: Pressed): Promise<void> => studio.emulator.decide((await studio.tasksOf(prompt))[0]!.id, "succeeded");

describe("a look at a task", { timeout: 60_000 }, () => {
  it.each(API_STYLES)("in %s style changes nothing whatever it meets, and the clip is kept in the end", async (apiStyle) => {
    await saveProviderOptions(studio.actor, { apiStyle, assetHost: "automatic" });
    const pressed = await studio.press(`looks ${apiStyle}`);
    await studio.until(pressed.id, { status: "running" });
    for (const fault of LOOKS) {
      for (const route of ["query", "list"]) await studio.emulator.order({ route, count: null, fault });
      for (let look = 0; look < 2; look++) await studio.hurry(pressed.id);
      expect(await studio.row(pressed.id), nameOf(fault)).toMatchObject({ status: "running", finishedAt: null });
      await studio.emulator.clearFaults();
    }
    // Finished, and at first without a link; where it never shows one, the file itself can be asked for.
    for (const route of ["query", "list"])
      await studio.emulator.order({ route, count: apiStyle === "openai" ? null : 2, fault: { kind: "noLink" } });
    await studio.emulator.order({ route: "videos.content", fault: answer("serverError") });
    await finish(pressed);
    await studio.until(pressed.id, { status: "ready" });
    await demandOnePurchase(pressed);
    await saveProviderOptions(studio.actor, { apiStyle: "native", assetHost: "automatic" });
  });
});

describe("a download", { timeout: 60_000 }, () => {
  it("that goes wrong in every way, one after the other, is made again until the clip is kept whole", async () => {
    const pressed = await studio.press("downloads");
    const { providerTaskId } = await studio.until(pressed.id, { status: "running" });
    const order = (fault: Fault, skip: number) => studio.emulator.order({ route: "files.video", containing: providerTaskId!, skip, fault });
    for (const [skip, fault] of DOWNLOADS.entries()) await order(fault, skip);
    for (const fault of HARMLESS_DOWNLOADS) await order(fault, DOWNLOADS.length);
    // The other way to the file is closed, so that every one of them is met.
    await studio.emulator.order({ route: "videos.content", count: null, containing: providerTaskId!, fault: answer("serverError") });
    await finish(pressed);
    await studio.until(pressed.id, { status: "ready" });
    const met = (await studio.emulator.requests()).filter(({ route }) => route === "files.video").flatMap(({ faults }) => faults);
    expect(met).toHaveLength(DOWNLOADS.length + HARMLESS_DOWNLOADS.length);
    await demandOnePurchase(pressed);
  });

  it("that trickles keeps its clip at the provider", async () => {
    const pressed = await studio.press("trickling");
    const { providerTaskId } = await studio.until(pressed.id, { status: "running" });
    await studio.emulator.order({ route: "files.video", containing: providerTaskId!, fault: SLOW_DOWNLOAD });
    await finish(pressed);
    // It is given up after a minute; that has its own case among the faults.
    await studio.until(pressed.id, { status: "saving" });
    await demandOnePurchase(pressed);
  });
});

describe("an upload to the asset library", { timeout: 60_000 }, () => {
  async function pressWithFrame(name: string): Promise<Pressed> {
    const assetId = await bringPicture(studio.actor);
    return studio.press(name, { mode: "firstFrame", inputs: [{ role: "firstFrame", assetId }] });
  }

  it.each(UPLOADS.map(([fault, errorCode]) => [nameOf(fault), errorCode ?? "goes on", fault, errorCode] as const))(
    "%s: %s",
    async (name, _what, fault, errorCode) => {
      await studio.emulator.order({ route: "assets.upload", count: 2, fault });
      const pressed = await pressWithFrame(`upload ${name}`);
      if (errorCode === null) {
        await studio.until(pressed.id, isAccepted, studio.endPauses);
        return demandOnePurchase(pressed);
      }
      const row = await studio.until(pressed.id, { status: "failed", errorCode });
      expect(describeFailure(row, [])).toMatchObject({ charged: "no" });
      expect(await studio.tasksOf(pressed.prompt)).toEqual([]);
    },
  );

  it("is asked for until it is there, whatever the answers in between", async () => {
    for (const [fault] of UPLOADS) await studio.emulator.order({ route: "assets.job", fault });
    const pressed = await pressWithFrame("job");
    await studio.until(pressed.id, isAccepted, studio.endPauses);
    await demandOnePurchase(pressed);
  });
});
