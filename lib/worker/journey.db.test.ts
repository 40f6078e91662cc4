import { db } from "@/lib/testing/database";
import { createReadStream } from "node:fs";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { Actor } from "@/lib/access/callers/actor";
import { checkDueTasks } from "@/lib/generations/sending/check-provider";
import type { FidelitySwitches } from "@/lib/emulator/settings";
import { inspectDue } from "@/lib/generations/inspecting/inspect-due";
import { getClip } from "@/lib/generations/queries";
import { submitGeneration } from "@/lib/generations/asking/submit";
import { sweepDueGenerations } from "@/lib/generations/sweep";
import { forgetEnv } from "@/lib/platform/env";
import { type RunningWorker, startWorker } from "@/lib/platform/jobs/worker";
import { assetKey } from "@/lib/files/keys";
import { readFileFacts } from "@/lib/files/facts";
import { writesTenBit } from "@/lib/emulator/render/writes-ten-bit";
import { getStorage } from "@/lib/platform/storage/storage";
import { newId } from "@/lib/shared/ids";
import { type EmulatorProcess, startEmulatorProcess } from "@/lib/testing/emulator-process";
import { makeAsset, makeMember, makeProject } from "@/lib/testing/factories";
import { handlers, jobs } from "./handlers";
import { type Loop, startLoop } from "./loop";
import { type DraftPart, makeDraft } from "@/lib/testing/draft";

const DRAFT: DraftPart = {
  mode: "text",
  model: "seedance-2.0-fast",
  prompt: "A paper boat crosses a puddle",
  resolution: "480p",
  ratio: "16:9",
  durationSeconds: 4,
  seed: null,
  sound: true,
  watermark: false,
  returnLastFrame: false,
  inputs: [],
};

let emulator: EmulatorProcess;
let worker: RunningWorker;
let loops: Loop[];
let actor: Actor;
let projectId: string;

beforeAll(async () => {
  emulator = await startEmulatorProcess();
  process.env.EMULATOR_URL = emulator.origin;
  forgetEnv();
  worker = await startWorker(jobs, handlers);
  loops = [startLoop("check", 200, checkDueTasks), startLoop("sweep", 500, sweepDueGenerations), startLoop("inspections", 200, inspectDue)];
  actor = await makeMember("creator");
  projectId = (await makeProject({ teamId: actor.teamId })).id;
});

afterAll(async () => {
  await Promise.all(loops.map((loop) => loop.stop()));
  await worker.stop({ timeoutMs: 5_000 });
  await emulator.stop();
});

const press = (draft: DraftPart) => submitGeneration(actor, { projectId, id: newId(), draft: makeDraft({ ...DRAFT, ...draft }) });
const until = (id: string, ...statuses: string[]) =>
  vi.waitFor(
    async () => {
      const row = await db.generation.findUniqueOrThrow({ where: { id }, include: { files: true, events: { orderBy: { id: "asc" } } } });
      expect(statuses).toContain(row.status);
      return row;
    },
    { timeout: 60_000, interval: 200 },
  );

const switchTo = (patch: Partial<FidelitySwitches>) =>
  fetch(`${emulator.origin}/emulator/switches`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(patch),
  });

async function bring(name: string): Promise<string> {
  const asset = await makeAsset({ teamId: actor.teamId, createdById: actor.userId, name });
  const picture = sharp({
    create: { width: 1280, height: 720, channels: 3, background: "#4a6a8a", noise: { type: "gaussian", mean: 120, sigma: 40 } },
  });
  await getStorage().put(assetKey(actor.teamId, asset.id), await picture.png().toBuffer());
  return asset.id;
}

const canTenBit = await writesTenBit();

// A story: what the last of them serves, the first one made.
describe("one clip, from the press of the button to our own file", { timeout: 90_000, shuffle: false }, () => {
  it("is kept with its poster and facts before it is called ready, and was bought once", async () => {
    const { id } = await press({});
    const row = await until(id, "ready");
    expect(row.events.map((event) => event.toStatus)).toEqual(expect.arrayContaining(["waiting", "sending", "queued", "saving", "ready"]));
    expect(row.files.map((file) => file.variant).sort()).toEqual(["poster", "video"]);
    expect(row.files.find((file) => file.variant === "video")).toMatchObject({
      width: 864,
      height: 496,
      facts: { framesPerSecond: 24, videoCodec: "avc", audioCodec: "aac" },
    });
    expect(row).toMatchObject({
      actualTokens: Math.floor((864 * 496 * 97) / 1024),
      actualRatio: "16:9",
      actualDuration: 4,
      resultUrl: null,
    });
    expect(await db.attempt.findMany({ where: { generationId: id }, select: { state: true } })).toEqual([{ state: "acknowledged" }]);
  });

  it("registers a first frame once, sends it as an asset, and keeps the last frame when asked", async () => {
    const assetId = await bring("first.png");
    const inputs = [{ role: "firstFrame" as const, assetId }];
    const first = await press({ mode: "firstFrame", inputs, ratio: "adaptive", returnLastFrame: true });
    const row = await until(first.id, "ready");
    expect(row.files.map((file) => file.variant).sort()).toEqual(["lastFrame", "poster", "video"]);
    const attempt = await db.attempt.findFirstOrThrow({ where: { generationId: first.id } });
    expect(JSON.stringify(attempt.request)).toMatch(/asset:\/\/asset-/);
    // C19: older documents say PNG, newer ones JPEG; the bytes tell.
    await switchTo({ lastFrameFormat: "jpeg" });
    const second = await press({ mode: "firstFrame", inputs, ratio: "adaptive", returnLastFrame: true });
    const types = [row, await until(second.id, "ready")].map(({ files }) => files.find((file) => file.variant === "lastFrame")?.mime);
    expect(types).toEqual(["image/png", "image/jpeg"]);
    expect(await db.assetRegistration.count()).toBe(1);
  });

  it.runIf(canTenBit)("has a copy that every browser plays where it came as 10-bit H.265", async () => {
    await switchTo({ tenBit: "all" });
    const { id } = await press({});
    await until(id, "ready");
    const files = await vi.waitFor(
      async () => {
        const { files } = await until(id, "ready");
        expect(files.map((file) => file.variant).sort()).toEqual(["poster", "preview", "video"]);
        return files;
      },
      { timeout: 60_000, interval: 200 },
    );
    const codecs = (variant: string) => readFileFacts(files.find((file) => file.variant === variant)?.facts).codecs;
    expect([codecs("video"), codecs("preview")]).toEqual([expect.stringMatching(/^hvc1\.2\./), expect.stringMatching(/^avc1\.64/)]);
    await switchTo({ tenBit: "documented" });
  });

  it("is looked through by itself: nothing is said of one that is as it was asked for, and what is wrong with another", async () => {
    const shots = await press({ prompt: "Shot 1: A door opens.\nShot 2: Hard cut to: She waits." });
    const flawed = await press({ prompt: "A lamp in the night emu:flawed" });
    const seen = async (id: string) => {
      await until(id, "ready");
      return vi.waitFor(
        async () => {
          const { check } = await getClip(actor, id);
          expect(check?.state).toBe("done");
          return check!.findings;
        },
        { timeout: 30_000, interval: 200 },
      );
    };
    expect(await seen(shots.id)).toEqual([]);
    expect((await seen(flawed.id)).map(({ kind }) => kind)).toEqual(["black", "silent", "clipped"]);
  });

  it("serves what was stored byte for byte", async () => {
    const file = await db.file.findFirstOrThrow({ where: { variant: "video" } });
    const bytes = await getStorage().withLocalFile(file.key, async (local) => {
      let count = 0n;
      for await (const chunk of createReadStream(local) as AsyncIterable<Buffer>) count += BigInt(chunk.length);
      return count;
    });
    expect(bytes).toBe(file.bytes);
  });
});
