import { execFileSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { unzipSync } from "fflate";
import sharp from "sharp";
import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { Actor } from "@/lib/access/callers/actor";
import { parseInput } from "@/lib/access/doors/parse-input";
import { startSession } from "@/lib/access/identity/auth";
import { keyOf } from "@/lib/files/keys";
import { MADE_BY_AI } from "@/lib/files/label/ai-mark";
import { grabFrame } from "@/lib/platform/ffmpeg/frames";
import { getStorage } from "@/lib/platform/storage/storage";
import type { LabelPolicy } from "@/lib/projects/label-policy";
import { findCarried } from "@/lib/recipes/carried/find-carried";
import { db, truncateAll } from "@/lib/testing/database";
import { makeAsset, makeFile, makeGeneration, makeMember, makeProject } from "@/lib/testing/factories";
import { freshBrowser } from "@/lib/testing/next-headers";
import { makeClip, sampleFolder } from "@/lib/testing/sample-files";
import { startWebServer } from "@/lib/testing/web-server";
import { prepareBundle } from "../bundle/prepare-bundle";
import { bundleSchema } from "../bundle/schema";
import { labelCopyJob } from "../jobs";
import { makePictures } from "../keeping/make-pictures";
import { labelCopy } from "./label-copy";
import { prepareCopy } from "./labelled-copy";

vi.mock("next/headers", () => import("@/lib/testing/next-headers"));

const web = await startWebServer();
let folder: string;
let original: Buffer;
let actor: Actor;
let id: string;
let projectId: string;

beforeAll(async () => {
  folder = await sampleFolder();
  original = await readFile(await makeClip(folder, "clip.mp4", { seconds: 4, size: "640x360", sound: true }));
});

beforeEach(async () => {
  await truncateAll();
  freshBrowser();
  actor = await makeMember("creator");
  await startSession(actor.userId);
  projectId = (await makeProject({ teamId: actor.teamId, name: "Harbour" })).id;
  const made = { teamId: actor.teamId, projectId, createdById: actor.userId, status: "ready", prompt: "Dawn", durationSeconds: 4 } as const;
  id = (await makeGeneration({ ...made, resultUrl: "https://cdn.example/secret", providerTaskId: "cgt-secret" })).id;
  await keep(original);
});

async function keep(bytes: Buffer): Promise<void> {
  const owner = { teamId: actor.teamId, generationId: id };
  const { sizeBytes, sha256 } = await getStorage().put(keyOf(owner, "video"), bytes);
  await db.file.deleteMany({ where: { generationId: id } });
  await makeFile(owner, "video", { bytes: sizeBytes, sha256, width: 640, height: 360, durationMs: 4000, facts: { codecs: "avc1.64001e" } });
}

const label = (aiLabels: LabelPolicy) => db.project.update({ where: { id: projectId }, data: { aiLabels } });
const rung = () => db.$queryRaw`SELECT 1 FROM pgboss.job WHERE name = ${labelCopyJob.name} AND data ->> 'generationId' = ${id}`;
const bodyOf = async (response: Response) => Buffer.from(await response.arrayBuffer());
const ask = (query: string, headers: Record<string, string> = {}) => web.ask(`/api/media/${id}/video${query}`, { headers });
const startsWith = (bytes: Buffer, beginning: Buffer): boolean => bytes.subarray(0, beginning.length).equals(beginning);

/** What a program that is not ours reads of a file. */
async function probe(bytes: Buffer) {
  const file = path.join(folder, "probed.mp4");
  await writeFile(file, bytes);
  const args = ["-v", "error", "-export_xmp", "1", "-count_packets", "-show_format", "-show_streams", "-of", "json", file];
  const { format, streams } = JSON.parse(execFileSync("ffprobe", args, { encoding: "utf8" })) as {
    format: { tags: Record<string, string> };
    streams: { codec_type: string; nb_read_packets: string; width?: number; height?: number }[];
  };
  return { file, tags: format.tags, streams };
}

/** The darkest and the brightest of the corner in which a label stands; the clip itself is one red. */
async function cornerAt(file: string, atSeconds: number): Promise<{ min: number; max: number }> {
  const frame = await grabFrame(file, { atSeconds });
  const { channels } = await sharp(frame).extract({ left: 0, top: 0, width: 200, height: 60 }).stats();
  return { min: Math.min(...channels.map(({ min }) => min)), max: channels[1]!.max };
}

describe("a download", () => {
  it("is the very file where nothing else is asked for", async () => {
    const response = await ask("?download=1");
    expect((await bodyOf(response)).equals(original)).toBe(true);
    expect(response.headers.get("content-disposition")).toMatch(/^attachment; /);
  });

  it("with its recipe is the same file and the recipe behind it: no key, no link and no id of anything", async () => {
    const asset = await makeAsset({ teamId: actor.teamId, name: "Pier.png", sourceSha256: "ab".repeat(32) });
    await db.generationInput.create({
      data: { teamId: actor.teamId, generationId: id, position: 0, assetId: asset.id, role: "reference" },
    });
    const copy = await bodyOf(await ask("?download=recipe"));
    expect(startsWith(copy, original)).toBe(true);
    const found = await findCarried((start, length) => Promise.resolve(copy.subarray(start, start + length)), copy.length);
    const text = found && found !== "unreadable" ? found.text : "";
    expect(JSON.parse(text)).toMatchObject({
      version: 1,
      recipe: { prompt: "Dawn" },
      files: [{ name: "Pier.png", sha256: "ab".repeat(32) }],
    });
    for (const secret of ["https:", "cgt-secret", id, asset.id, actor.teamId, actor.userId]) expect(text).not.toContain(secret);
    // Players pass over what they do not know.
    expect((await probe(copy)).streams.map(({ nb_read_packets }) => nb_read_packets)).toEqual(
      (await probe(original)).streams.map(({ nb_read_packets }) => nb_read_packets),
    );
  });

  it("goes on where it broke off, also across the end of the clip", async () => {
    const whole = await ask("?download=recipe");
    const copy = await bodyOf(whole);
    const etag = whole.headers.get("etag")!;
    expect(etag).not.toBe((await ask("?download=1")).headers.get("etag"));
    for (const start of [0, original.length - 10, original.length, copy.length - 3]) {
      const rest = await ask("?download=recipe", { range: `bytes=${start}-`, "if-range": etag });
      expect(rest.status).toBe(206);
      expect((await bodyOf(rest)).equals(copy.subarray(start))).toBe(true);
    }
    const across = await ask("?download=recipe", { range: `bytes=${original.length - 2}-${original.length + 1}` });
    expect((await bodyOf(across)).equals(copy.subarray(original.length - 2, original.length + 2))).toBe(true);
  });

  it("is refused with a mark where its file has no end that one could follow", async () => {
    const open = Buffer.from(original);
    // The last box goes on to the end of the file.
    open.writeUInt32BE(0, open.lastIndexOf("mdat") - 4);
    await keep(open);
    const response = await ask("?download=recipe");
    expect(response.status).toBe(409);
    expect(await response.json()).toMatchObject({ error: { code: "cannot-be-marked" } });
    expect((await bodyOf(await ask("?download=1"))).equals(open)).toBe(true);
  });
});

describe("a project whose downloads are labelled", () => {
  it("as the EU asks: says in metadata that a model made it, and leaves every byte as it was", async () => {
    await label("eu");
    const copy = await bodyOf(await ask("?download=1"));
    expect(startsWith(copy, original)).toBe(true);
    expect((await probe(copy)).tags.xmp).toContain(`<Iptc4xmpExt:DigitalSourceType>${MADE_BY_AI}<`);
    expect((await probe(original)).tags.xmp).toBeUndefined();
    // To be watched it is the file itself, and a smaller copy is no way round.
    expect((await bodyOf(await ask(""))).equals(original)).toBe(true);
    for (const smaller of ["preview", "proxy"] as const) {
      await makeFile({ teamId: actor.teamId, generationId: id }, smaller, { bytes: 10 });
      expect((await bodyOf(await web.ask(`/api/media/${id}/${smaller}?download=1`))).equals(copy), smaller).toBe(true);
    }
  });

  it("marks what lies in a ZIP, and not what it was made from", async () => {
    await label("eu");
    const { id: bundle } = await prepareBundle(actor, parseInput(bundleSchema, { ids: [id] }));
    const files = unzipSync(new Uint8Array(await bodyOf(await web.ask(`/api/downloads/${bundle}`))));
    const clip = Buffer.from(Object.entries(files).find(([name]) => name.endsWith(".mp4"))![1]);
    expect(startsWith(clip, original)).toBe(true);
    expect((await probe(clip)).tags.xmp).toContain(MADE_BY_AI);
    const manifest = JSON.parse(Buffer.from(files["manifest.json"]!).toString()) as { clips: Record<string, unknown>[] };
    expect(manifest.clips[0]).toMatchObject({ state: "whole", bytes: null, sha256: null });
  });

  it("keeps the original for those who make clips", async () => {
    await label("both");
    expect((await bodyOf(await web.ask(`/api/originals/${id}?download=1`))).equals(original)).toBe(true);
    freshBrowser();
    const viewer = await makeMember("viewer", { teamId: actor.teamId });
    await startSession(viewer.userId);
    expect((await web.ask(`/api/originals/${id}?download=1`)).status).toBe(403);
  });

  it("as China asks: a copy with letters in the picture for two seconds and AIGC in its metadata, made once and waited for", async () => {
    await label("both");
    const early = await ask("?download=1");
    expect(early.status).toBe(409);
    expect(await early.json()).toMatchObject({ error: { code: "copies-preparing" } });
    await expect(prepareBundle(actor, parseInput(bundleSchema, { ids: [id] }))).rejects.toMatchObject({
      code: "copies-preparing",
      values: { count: 1 },
    });
    expect(await prepareCopy(actor, { id })).toEqual({ isReady: false });
    expect(await rung()).toHaveLength(1);

    await labelCopy(id);
    expect(await prepareCopy(actor, { id })).toEqual({ isReady: true });
    const copy = await bodyOf(await ask("?download=1"));
    const { file, tags, streams } = await probe(copy);
    const { name } = await db.team.findUniqueOrThrow({ where: { id: actor.teamId } });
    expect(JSON.parse(tags.AIGC!)).toEqual({
      ...{ Label: "1", ContentProducer: name, ProduceID: id, ReservedCode1: "" },
      ...{ ContentPropagator: "", PropagateID: "", ReservedCode2: "" },
    });
    expect(tags.xmp).toContain(MADE_BY_AI);
    const before = await probe(original);
    expect(streams.map(({ codec_type, nb_read_packets, width }) => [codec_type, nb_read_packets, width])).toEqual(
      before.streams.map(({ codec_type, nb_read_packets, width }) => [codec_type, nb_read_packets, width]),
    );
    for (const seconds of [0, 1, 2]) {
      await writeFile(file, copy);
      const { max } = await cornerAt(file, seconds);
      expect(max).toBeGreaterThan(200);
    }
    const late = await cornerAt(file, 3);
    expect(late.max).toBeLessThan(40);
    // Once is enough, until it is damaged.
    const rowOf = () =>
      db.file.findUniqueOrThrow({ where: { generationId_variant_mark: { generationId: id, variant: "labelled", mark: "" } } });
    const { checkedAt } = await rowOf();
    await labelCopy(id);
    expect((await rowOf()).checkedAt).toEqual(checkedAt);
    await db.file.updateMany({ where: { variant: "labelled" }, data: { damagedAt: new Date() } });
    expect(await prepareCopy(actor, { id })).toEqual({ isReady: false });
    await labelCopy(id);
    expect(await prepareCopy(actor, { id })).toEqual({ isReady: true });
    // The paid file is what it was.
    expect((await bodyOf(await web.ask(`/api/originals/${id}`))).equals(original)).toBe(true);
    const { id: bundle } = await prepareBundle(actor, parseInput(bundleSchema, { ids: [id] }));
    const files = unzipSync(new Uint8Array(await bodyOf(await web.ask(`/api/downloads/${bundle}`))));
    expect(Buffer.from(Object.entries(files).find(([entry]) => entry.endsWith(".mp4"))![1]).equals(copy)).toBe(true);
  });

  it("has the copy made behind the pictures, which do not wait for it", async () => {
    await label("china");
    await makePictures(id);
    const made = await db.file.findMany({ where: { generationId: id }, select: { variant: true }, orderBy: { variant: "asc" } });
    expect(made.map(({ variant }) => variant)).toEqual(["video", "poster", "sprite"]);
    expect(await rung()).toHaveLength(1);
  });

  it("takes no room that paid clips are promised, and says so at once", async () => {
    await label("china");
    // Enough for the copy that every browser plays, and not for one as large as a clip of 4k.
    await db.generation.update({ where: { id }, data: { resolution: "4k", durationSeconds: 15 } });
    const free = { ok: true, freeBytes: 1.2e9, totalBytes: 200e9 };
    const check = vi.spyOn(getStorage(), "check").mockResolvedValue(free);
    await expect(labelCopy(id)).rejects.toMatchObject({ code: "storage-full" });
    await expect(prepareCopy(actor, { id })).rejects.toMatchObject({ code: "storage-full" });
    check.mockRestore();
  });

  it("does not wait for a copy of what is damaged: the ZIP has the others, and says that one is missing", async () => {
    await label("china");
    await labelCopy(id);
    const damaged = await makeGeneration({ teamId: actor.teamId, projectId, createdById: actor.userId, status: "ready", prompt: "Dusk" });
    await makeFile({ teamId: actor.teamId, generationId: damaged.id }, "video", { bytes: 10, damagedAt: new Date() });
    await expect(prepareCopy(actor, { id: damaged.id })).rejects.toMatchObject({ code: "media-damaged" });
    const { id: bundle } = await prepareBundle(actor, parseInput(bundleSchema, { ids: [id, damaged.id] }));
    const files = unzipSync(new Uint8Array(await bodyOf(await web.ask(`/api/downloads/${bundle}`))));
    const { clips } = JSON.parse(Buffer.from(files["manifest.json"]!).toString()) as { clips: Record<string, unknown>[] };
    expect(clips.map(({ state }) => state)).toEqual(["whole", "missing"]);
  });

  it("leaves what the provider said of it itself", async () => {
    const [plain, said] = [path.join(folder, "plain.mp4"), path.join(folder, "said.mp4")];
    await writeFile(plain, original);
    execFileSync("ffmpeg", [
      "-v",
      "error",
      "-i",
      plain,
      "-c",
      "copy",
      "-movflags",
      "use_metadata_tags",
      "-metadata",
      'AIGC={"Label":"1","ContentProducer":"theirs"}',
      "-y",
      said,
    ]);
    await keep(await readFile(said));
    await label("china");
    await labelCopy(id);
    expect(JSON.parse((await probe(await bodyOf(await ask("?download=1")))).tags.AIGC!)).toEqual({ Label: "1", ContentProducer: "theirs" });
  });
});
