import { db } from "@/lib/testing/database";
import { createHash } from "node:crypto";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { Actor } from "@/lib/access/callers/actor";
import { connectionFor, getProvider } from "@/lib/connections/connection";
import { getProviderSettings, saveProviderOptions, testProviderConnection } from "@/lib/connections/settings";
import { checkDueTasks } from "@/lib/generations/sending/check-provider";
import { previewDraft, previewGeneration } from "@/lib/generations/request-preview/preview-request";
import { submitGeneration } from "@/lib/generations/asking/submit";
import { sweepDueGenerations } from "@/lib/generations/sweep";
import { forgetEnv } from "@/lib/platform/env";
import { type RunningWorker, startWorker } from "@/lib/platform/jobs/worker";
import { assetKey } from "@/lib/files/keys";
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
  Object.assign(process.env, { EMULATOR_URL: emulator.origin, PROVIDER: "volcengine" });
  forgetEnv();
  worker = await startWorker(jobs, handlers);
  loops = [startLoop("check", 200, checkDueTasks), startLoop("sweep", 500, sweepDueGenerations)];
  actor = await makeMember("owner");
  projectId = (await makeProject({ teamId: actor.teamId })).id;
});

afterAll(async () => {
  await Promise.all(loops.map((loop) => loop.stop()));
  await worker.stop({ timeoutMs: 5_000 });
  await emulator.stop();
  delete process.env.PROVIDER;
  forgetEnv();
});

const press = (draft: DraftPart) => submitGeneration(actor, { projectId, id: newId(), draft: makeDraft({ ...DRAFT, ...draft }) });
const untilReady = (id: string) =>
  vi.waitFor(
    async () => {
      const row = await db.generation.findUniqueOrThrow({ where: { id }, include: { attempts: true, files: true } });
      expect(row.status).toBe("ready");
      return row;
    },
    { timeout: 60_000, interval: 200 },
  );

/** Noise, so that its clip is as large as a clip can be: it was paid for, and is kept all the same. */
async function bringPicture() {
  const picture = sharp({
    create: { width: 1280, height: 720, channels: 3, background: "#4a6a8a", noise: { type: "gaussian", mean: 120, sigma: 60 } },
  });
  const bytes = await picture.png().toBuffer();
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const asset = await makeAsset({ teamId: actor.teamId, createdById: actor.userId, name: "first.png", sizeBytes: bytes.length, sha256 });
  await getStorage().put(assetKey(actor.teamId, asset.id), bytes);
  return { asset, bytes };
}

async function pathsAsked(): Promise<string[]> {
  const { items } = (await (await fetch(`${emulator.origin}/emulator/requests`)).json()) as { items: { method: string; path: string }[] };
  return items.map(({ method, path }) => `${method} ${path}`);
}

describe("ByteDance's own host, which has no asset library", { timeout: 90_000 }, () => {
  it("makes a clip from words, by its own paths and names", async () => {
    const row = await untilReady((await press({})).id);
    expect(row.attempts).toMatchObject([
      { state: "acknowledged", apiStyle: "native", request: { model: "doubao-seedance-2-0-fast-260128" } },
    ]);
    const paths = await pathsAsked();
    expect(paths).toContain("POST /api/v3/contents/generations/tasks");
    expect(paths.filter((path) => path.includes("/byteplus/") || path.includes("/v1/"))).toEqual([]);
  });

  it("gets a first frame inside the request, and the ledger keeps its size and fingerprint instead", async () => {
    const { asset, bytes } = await bringPicture();
    const { id } = await press({ mode: "firstFrame", ratio: "adaptive", inputs: [{ role: "firstFrame", assetId: asset.id }] });
    const row = await untilReady(id);
    expect(row).toMatchObject({ actualRatio: "16:9" });
    expect(row.files.map((file) => file.variant)).toContain("video");
    const kept = JSON.stringify(row.attempts[0]!.request);
    expect(kept).toContain(`data:image/png;base64,<${bytes.length} bytes, sha256 ${asset.sha256}>`);
    expect(kept.length).toBeLessThan(2_000);
    expect(await db.assetRegistration.count()).toBe(0);

    const preview = await previewGeneration(actor, { id });
    expect(Object.keys(preview.samples)).toEqual(["native"]);
    expect(preview.samples.native).toMatchObject({ url: `${emulator.origin}/api/v3/contents/generations/tasks` });
    expect(preview.samples.native!.curl).toContain("$ARK_API_KEY");
    expect(preview.samples.native!.json).toContain(asset.sha256);
    expect(preview.inputs).toMatchObject([{ isInline: true, name: "first.png" }]);
  });

  it("takes no video, and says so before anything is sent or shown", async () => {
    const video = await makeAsset({ teamId: actor.teamId, kind: "video", mimeType: "video/mp4", durationMs: 5_000, name: "walk.mp4" });
    const references = { mode: "references" as const, inputs: [{ role: "reference" as const, assetId: video.id }] };
    await expect(press(references)).rejects.toMatchObject({
      code: "bad-input",
      fields: { references: { code: "videoNeedsLibrary", values: { count: 1 } } },
    });
    const preview = await previewDraft(actor, {
      ...makeDraft({ ...DRAFT, ...references }),
      inputs: [{ role: "reference", kind: "video", assetId: video.id }],
    });
    expect(preview.samples.native!.json).toContain("https://YOUR_VIDEO_1_ADDRESS");
    expect(preview.refusals).toEqual({ native: [] });
  });

  it("takes no more than one request may carry", async () => {
    const inputs = await Promise.all(
      [1, 2].map(async () => {
        const asset = await makeAsset({ teamId: actor.teamId, sizeBytes: 28 * 1024 * 1024 });
        return { role: "reference" as const, assetId: asset.id };
      }),
    );
    await expect(press({ mode: "references", inputs })).rejects.toMatchObject({
      fields: { references: { code: "filesTooLarge", values: { megabytes: 56, limit: 47 } } },
    });
  });

  it("fails honestly when its file is gone, and nothing was attempted", async () => {
    const { asset } = await bringPicture();
    await getStorage().delete(assetKey(actor.teamId, asset.id));
    const { id } = await press({ mode: "firstFrame", inputs: [{ role: "firstFrame", assetId: asset.id }] });
    await vi.waitFor(
      async () => expect(await db.generation.findUniqueOrThrow({ where: { id } })).toMatchObject({ status: "failed", errorCode: "inputs" }),
      20_000,
    );
    expect(await db.attempt.count({ where: { generationId: id } })).toBe(0);
  });

  it("speaks the native style alone, whatever was chosen before, and its test asks only what it has", async () => {
    await saveProviderOptions(actor, { apiStyle: "openai", assetHost: "other" });
    const connection = await connectionFor(null);
    expect(connection).toMatchObject({ host: "volcengine", apiStyle: "native", assetBaseUrl: emulator.origin });
    expect(getProvider(connection).hasAssetLibrary).toBe(false);
    expect(await getProviderSettings(actor)).toMatchObject({ host: "volcengine", apiStyle: "native", prices: { models: {} } });
    const { report } = await testProviderConnection(actor);
    expect(report.ok).toBe(true);
    expect(report.checks.map(({ name, state }) => [name, state])).toEqual([
      ["models", "skipped"],
      ["tasks", "ok"],
      ["assets", "skipped"],
    ]);
  });
});
