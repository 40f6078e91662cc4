import { randomBytes } from "node:crypto";
import { unzipSync } from "fflate";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Actor } from "@/lib/access/callers/actor";
import { startSession } from "@/lib/access/identity/auth";
import { parseInput } from "@/lib/access/doors/parse-input";
import { keyOf } from "@/lib/files/keys";
import { prepareBundle } from "@/lib/generations/bundle/prepare-bundle";
import { bundleSchema } from "@/lib/generations/bundle/schema";
import { openBundle } from "@/lib/generations/bundle/stream-bundle";
import { saveCaptions } from "@/lib/generations/captions/captions";
import { markClips } from "@/lib/generations/marks/mark";
import { markSchema } from "@/lib/generations/marks/schema";
import { getStorage } from "@/lib/platform/storage/storage";
import { EDIT_FORMATS } from "@/lib/handover/edit";
import { newId } from "@/lib/shared/ids";
import { db } from "@/lib/testing/database";
import { readEdl, readOtio } from "@/lib/testing/edit-readers";
import { makeAsset, makeFile, makeGeneration, makeMember, makeProject } from "@/lib/testing/factories";
import { freshBrowser } from "@/lib/testing/next-headers";
import { startWebServer } from "@/lib/testing/web-server";

vi.mock("next/headers", () => import("@/lib/testing/next-headers"));

const web = await startWebServer();
let actor: Actor;
let projectId: string;

interface Manifest {
  clips: Record<string, unknown>[];
}

async function makeClip(bytes: Buffer | null, facts: Parameters<typeof makeGeneration>[0] = {}): Promise<string> {
  const makings = { teamId: actor.teamId, projectId, createdById: actor.userId, status: "ready" } as const;
  const { id: generationId } = await makeGeneration({ ...makings, resultUrl: "https://cdn.example/secret", ...facts });
  const owner = { teamId: actor.teamId, generationId };
  const kept = bytes && (await getStorage().put(keyOf(owner, "video"), bytes));
  await makeFile(owner, "video", kept ? { bytes: kept.sizeBytes, sha256: kept.sha256 } : { bytes: 1000 });
  return generationId;
}

const prepare = (who: Actor, input: object) => prepareBundle(who, parseInput(bundleSchema, input));

async function download(input: object) {
  const { id, count, bytes } = await prepare(actor, input);
  const response = await web.ask(`/api/downloads/${id}`);
  expect(response.status).toBe(200);
  const files = unzipSync(new Uint8Array(await response.arrayBuffer()));
  const text = (name: string): string => Buffer.from(files[name]!).toString("utf8");
  const manifest = () => (JSON.parse(text("manifest.json")) as Manifest).clips;
  return { count, bytes, response, files, text, manifest };
}

beforeEach(async () => {
  freshBrowser();
  actor = await makeMember("creator");
  await startSession(actor.userId);
  projectId = (await makeProject({ teamId: actor.teamId, name: "海港 / Harbour" })).id;
});

describe("several clips in one file", () => {
  it("are the very bytes under names that every desk takes, with a manifest", async () => {
    const [one, two] = [randomBytes(300_000), randomBytes(70_000)];
    const ids = [await makeClip(one, { prompt: "清晨，一艘船离港", seed: 7n }), await makeClip(two, { prompt: "Second\nline" })];
    await markClips(
      actor,
      parseInput(markSchema, { ids: [ids[0]], name: "Wide: dawn?", rating: 4, verdict: "approved", addTags: ["Hero"] }),
    );
    const { count, bytes, response, files, text, manifest } = await download({ ids });
    expect({ count, bytes }).toEqual({ count: 2, bytes: 370_000 });
    expect(response.headers.get("content-disposition")).toMatch(/^attachment; .*filename\*=UTF-8''%E6%B5%B7%E6%B8%AF/);
    expect(response.headers.get("cache-control")).toContain("no-store");
    const [first, second] = ["海港 Harbour_1_Wide dawn.mp4", "海港 Harbour_2_Second line.mp4"];
    expect(Object.keys(files).toSorted()).toEqual([first, second, "manifest.csv", "manifest.json"].toSorted());
    expect(Buffer.from(files[first]!).equals(one)).toBe(true);
    expect(Buffer.from(files[second]!).equals(two)).toBe(true);
    expect(manifest()[0]).toMatchObject({
      ...{
        file: first,
        state: "whole",
        id: ids[0],
        name: "Wide: dawn?",
        prompt: "清晨，一艘船离港",
        seed: 7,
        rating: 4,
        verdict: "approved",
      },
      ...{ tags: ["Hero"], bytes: 300_000 },
    });
    expect(text("manifest.csv")).toContain("清晨，一艘船离港");
    expect(text("manifest.json") + text("manifest.csv")).not.toContain("https://");
  });

  it("go on without what is missing, cut or damaged, and say so", async () => {
    const short = await makeClip(randomBytes(500), { prompt: "Short" });
    await db.file.updateMany({ where: { generationId: short }, data: { bytes: 600 } });
    const damaged = await makeClip(randomBytes(500), { prompt: "Damaged" });
    await db.file.updateMany({ where: { generationId: damaged }, data: { damagedAt: new Date() } });
    const open = await makeGeneration({ teamId: actor.teamId, projectId, createdById: actor.userId, prompt: "Still open" });
    const whole = await makeClip(randomBytes(2000), { prompt: "Whole" });
    const ids = [await makeClip(null, { prompt: "Lost" }), short, damaged, open.id, whole];
    const { files, text, manifest } = await download({ ids, template: "{name}" });
    expect(Object.keys(files).toSorted()).toEqual(["MISSING.txt", "Whole.mp4", "manifest.csv", "manifest.json"]);
    expect(manifest().map(({ state, file }) => [state, file])).toEqual([
      ...[
        ["missing", null],
        ["missing", null],
        ["missing", null],
        ["unfinished", null],
      ],
      ["whole", "Whole.mp4"],
    ]);
    expect(text("MISSING.txt").trim().split("\r\n")).toHaveLength(4);
  });

  it("name those that were deleted since they were asked for, and are none when all were", async () => {
    const ids = [await makeClip(randomBytes(100)), await makeClip(randomBytes(100))];
    const { id } = await prepare(actor, { ids });
    await db.generation.update({ where: { id: ids[1]! }, data: { deletedAt: new Date() } });
    const files = unzipSync(new Uint8Array(await (await web.ask(`/api/downloads/${id}`)).arrayBuffer()));
    const text = (name: string): string => Buffer.from(files[name]!).toString("utf8");
    expect((JSON.parse(text("manifest.json")) as Manifest).clips[1]).toEqual({ file: null, state: "gone", id: ids[1] });
    expect(text("manifest.csv").trim().split(/\r?\n/u)).toHaveLength(3);
    expect(text("MISSING.txt")).toContain(ids[1]);
    await db.generation.update({ where: { id: ids[0]! }, data: { deletedAt: new Date() } });
    expect((await web.ask(`/api/downloads/${id}`)).status).toBe(404);
  });

  it("bring what they were made from, each file once", async () => {
    const asset = await makeAsset({ teamId: actor.teamId, createdById: actor.userId, name: "Lighthouse.png" });
    const picture = randomBytes(4000);
    const { sizeBytes, sha256 } = await getStorage().put(keyOf({ teamId: actor.teamId, assetId: asset.id }, "original"), picture);
    await makeFile({ teamId: actor.teamId, assetId: asset.id }, "original", { bytes: sizeBytes, sha256, mime: "image/png" });
    const ids = [await makeClip(randomBytes(100)), await makeClip(randomBytes(100))];
    const input = { teamId: actor.teamId, position: 0, role: "reference", assetId: asset.id } as const;
    await db.generationInput.createMany({ data: ids.map((generationId) => ({ ...input, generationId })) });
    const { files, manifest } = await download({ ids, template: "{id}/{id}", withInputs: true });
    expect(Buffer.from(files["inputs/Lighthouse.png"]!).equals(picture)).toBe(true);
    expect(manifest().map((clip) => clip.inputs)).toEqual(
      Array(2).fill([{ role: "reference", name: "Lighthouse.png", path: "inputs/Lighthouse.png" }]),
    );
    await db.file.updateMany({ where: { assetId: asset.id }, data: { damagedAt: new Date() } });
    expect((await download({ ids, withInputs: true })).text("MISSING.txt")).toContain(`Lighthouse.png (${asset.id})`);
    expect(Object.keys(files)).toContain(`${ids[0]!.slice(-8)}/${ids[0]!.slice(-8)}.mp4`);
    expect(Object.keys((await download({ ids })).files).some((name) => name.startsWith("inputs/"))).toBe(false);
  });

  it("are a timeline in each format for editing software, of the files as they are called there", async () => {
    const facts = { durationMs: 5_090, width: 1280, height: 720, facts: { audioCodec: "aac" } };
    const ids = [await makeClip(randomBytes(100), { prompt: "First" }), await makeClip(randomBytes(100), { prompt: "Second", seed: 7n })];
    await db.file.updateMany({ where: { generationId: { in: ids } }, data: facts });
    const open = await makeGeneration({ teamId: actor.teamId, projectId, createdById: actor.userId, prompt: "Still open" });
    const said = { teamId: actor.teamId, generationId: ids[1]!, authorId: actor.userId };
    const comment = { ...said, id: newId(), text: `Too dark, @{${actor.userId}}`, fromFrame: 24, toFrame: 47 };
    await db.comment.createMany({ data: [comment, { ...said, id: newId(), text: "Yes", parentId: comment.id }] });
    const { name } = await db.user.findUniqueOrThrow({ where: { id: actor.userId } });
    const input = { ids: [ids[0], open.id, ids[1]], template: "{project}/{number} {prompt}", language: "en" };
    const { files, text } = await download({ ...input, withTimelines: true });
    const timelines = Object.keys(files).filter((name) => /_\d{4}-\d\d-\d\d\.(?:otio|fcpxml|edl|csv)$/u.test(name));
    expect(timelines).toHaveLength(4);
    const otio = readOtio(text(timelines.find((name) => name.endsWith(".otio"))!));
    const clips = otio.tracks.children[0]!.children.flatMap((child) => (child.OTIO_SCHEMA === "Clip.2" ? [child] : []));
    const paths = clips.map(({ media_references: { DEFAULT_MEDIA: file } }) => "target_url" in file && decodeURIComponent(file.target_url));
    expect(paths).toEqual(["海港 Harbour/1 First.mp4", "海港 Harbour/3 Second.mp4"]);
    for (const path of paths) expect(Object.keys(files), "it lies where the timeline says").toContain(path);
    expect(clips[1]).toMatchObject({
      // The sound runs on behind the last picture of five seconds.
      source_range: { duration: { value: 121 } },
      metadata: { dailies: { id: ids[1], prompt: "Second", seed: "7" } },
      markers: [
        {
          comment: `${name}: Too dark, @${name} ${name}: Yes`,
          marked_range: { start_time: { value: 24 }, duration: { value: 24 } },
        },
      ],
    });
    for (const alone of EDIT_FORMATS) {
      const only = await web.ask(`/api/downloads/${(await prepare(actor, { ...input, alone })).id}`);
      expect(only.headers.get("content-disposition")).toContain(`.${alone}`);
      const archived = timelines.find((name) => name.endsWith(alone))!;
      expect(await only.text(), `${alone} alone is that of the archive`).toBe(text(archived).replace(/^\uFEFF/u, ""));
      expect(text(archived)).not.toMatch(/https?:/u);
    }
  });

  it("bring what is said in them, under their names", async () => {
    const ids = [await makeClip(randomBytes(100), { prompt: "First" }), await makeClip(randomBytes(100), { prompt: "Second" })];
    await saveCaptions(actor, { id: ids[0]!, text: "00:01.000 --> 00:02.000\nAhoy", version: 0 });
    const { files, text } = await download({ ids, template: "{prompt}" });
    expect(Object.keys(files).toSorted()).toEqual(["First.mp4", "First.vtt", "Second.mp4", "manifest.csv", "manifest.json"]);
    expect(text("First.vtt")).toBe("WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nAhoy\n");
  });

  it("are cut as an edit says, no longer than their files are, and the whole is called by the edit", async () => {
    const ids = [await makeClip(randomBytes(100), { prompt: "First" }), await makeClip(randomBytes(100), { prompt: "Second" })];
    await db.file.updateMany({ where: { generationId: { in: ids } }, data: { durationMs: 5_042 } });
    const parts = [
      { kind: "clip", id: ids[1], from: 20, frames: 60 },
      { kind: "title", text: "Meanwhile", frames: 48, overlap: 12 },
      { kind: "clip", id: ids[0], from: 100, frames: 900 },
      { kind: "clip", id: newId(), frames: 24 },
    ];
    const { id } = await prepare(actor, {
      ids,
      alone: "edl",
      template: "{prompt}",
      edit: { name: "Cut / 2", width: 1920, height: 1080, parts },
    });
    const response = await web.ask(`/api/downloads/${id}`);
    expect(response.headers.get("content-disposition")).toContain('filename="Cut 2_');
    const { title, events } = readEdl(await response.text());
    expect(title).toBe("Cut / 2");
    expect(events.map(({ reel, sourceIn, sourceOut }) => [reel, sourceIn, sourceOut])).toEqual([
      ["SECONDMP", 20, 68],
      ["SECONDMP", 68, 68],
      ["BL", 0, 48],
      ["FIRSTMP4", 100, 121],
    ]);
  });

  it("are a team's own, at most 500, and prepared for an hour", async () => {
    const id = await makeClip(randomBytes(100));
    const stranger = await makeMember("owner");
    await expect(prepare(stranger, { ids: [id] })).rejects.toMatchObject({ code: "not-found" });
    const many = { ids: Array.from({ length: 501 }, newId) };
    expect(() => parseInput(bundleSchema, many)).toThrow(
      expect.objectContaining({ fields: { ids: { code: "tooMany", values: { max: 500 } } } }),
    );
    const open = await makeGeneration({ teamId: actor.teamId, projectId, createdById: actor.userId });
    await expect(prepare(actor, { ids: [open.id] })).rejects.toMatchObject({ code: "nothing-to-download" });
    const { id: prepared } = await prepare(actor, { ids: [id] });
    await db.download.update({ where: { id: prepared }, data: { createdAt: new Date(Date.now() - 61 * 60_000) } });
    expect((await web.ask(`/api/downloads/${prepared}`)).status).toBe(404);
    const { id: again } = await prepare(actor, { ids: [id] });
    await startSession(stranger.userId);
    expect((await web.ask(`/api/downloads/${again}`)).status).toBe(404);
    freshBrowser();
    expect((await web.ask(`/api/downloads/${again}`)).status).toBe(401);
  });

  it("let go of the open file when the reader leaves", async () => {
    const storage = getStorage();
    const openRange = storage.openRange.bind(storage);
    let open = 0;
    const spy = vi.spyOn(storage, "openRange").mockImplementation(async (...given) => {
      const opened = await openRange(...given);
      if (!opened) return null;
      open++;
      const { close, read, sizeBytes, start, end } = opened;
      return { ...{ read, sizeBytes, start, end }, stream: opened.stream, close: async () => (await close(), void open--) };
    });
    const ids = [await makeClip(randomBytes(3_000_000)), await makeClip(randomBytes(100))];
    const archive = await openBundle(actor.teamId, { ids });
    if (!("open" in archive)) throw new Error("no archive");
    const reader = archive.open(new Uint8Array(new ArrayBuffer(512 * 1024)));
    await reader.next();
    await reader.next();
    expect(open).toBe(1);
    await reader.return();
    expect(open).toBe(0);
    expect(spy).toHaveBeenCalledTimes(1);
    spy.mockRestore();
  });
});
