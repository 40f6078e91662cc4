import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { Actor } from "@/lib/access/callers/actor";
import { deleteProject } from "@/lib/generations/asking/delete-project";
import { examineClip } from "@/lib/files/file-video";
import { keyOf } from "@/lib/files/keys";
import { MADE_BY_AI } from "@/lib/files/label/ai-mark";
import type { ServedFile } from "@/lib/files/open-file";
import { forgetEnv } from "@/lib/platform/env";
import { runFfmpeg } from "@/lib/platform/ffmpeg/run-ffmpeg";
import { getStorage } from "@/lib/platform/storage/storage";
import type { LabelPolicy } from "@/lib/projects/label-policy";
import { newId } from "@/lib/shared/ids";
import { admitAnybody } from "@/lib/testing/admit-anybody";
import { readCredentials } from "@/lib/testing/credentials";
import { db, truncateAll } from "@/lib/testing/database";
import { makeFile, makeGeneration, makeMember, makeProject } from "@/lib/testing/factories";
import { sampleFolder } from "@/lib/testing/sample-files";
import { makeSigningFiles } from "@/lib/testing/signing-files";
import { createSequence } from "../create-sequence";
import { readSequence } from "../read-timeline";
import { saveSequence } from "../save-sequence";
import type { ItemContent, SequenceContent } from "../schema";
import { listExports } from "./list-exports";
import { openFilm } from "./open-film";
import { cancelExport, removeExport, requestExport } from "./request-export";
import { runExport, sweepExports } from "./run-export";

const never = new AbortController().signal;
const LIMITS = { timeoutMs: 60_000 };
/** Each frame is brighter than the one before by so much, so that its brightness is its number. */
const STEP = 3;

let folder: string;
let plain: string;
let other: string;
beforeAll(async () => {
  folder = await sampleFolder();
  plain = await makeSteps("plain.mp4", { frames: 72, size: "320x180" });
  // Upright, at another rate and with a sound: 60 frames of 30 a second are 48 of ours.
  other = await makeSteps("other.mp4", { frames: 60, size: "180x320", rate: 30, sound: true });
});

async function makeSteps(
  name: string,
  { frames, size, rate = 24, sound = false }: { frames: number; size: string; rate?: number; sound?: boolean },
) {
  const file = path.join(folder, name);
  await runFfmpeg(
    [
      ...["-f", "lavfi", "-i", `color=black:s=${size}:r=${rate}:d=${frames / rate}`],
      ...(sound ? ["-f", "lavfi", "-i", `sine=frequency=440:sample_rate=44100:duration=${frames / rate}`] : []),
      ...["-vf", `geq=lum='16+${STEP}*N':cb=128:cr=128`, "-c:v", "libx264", "-crf", "10", "-pix_fmt", "yuv420p", "-c:a", "aac", "-y", file],
    ],
    LIMITS,
  );
  return file;
}

let actor: Actor;
let projectId: string;
beforeEach(async () => {
  await truncateAll();
  actor = await makeMember("creator");
  projectId = (await makeProject({ teamId: actor.teamId })).id;
});

/** A clip whose file lies in storage. */
async function keepClip(file: string): Promise<string> {
  const { id, teamId } = await makeGeneration({ teamId: actor.teamId, projectId, createdById: actor.userId, status: "ready" });
  const owner = { teamId, generationId: id };
  const { sha256 } = await getStorage().put(keyOf(owner, "video"), await readFile(file));
  const facts = await examineClip(file);
  await makeFile(owner, "video", { ...facts, sha256 });
  return id;
}

const clip = (generationId: string, inFrame: number, outFrame: number, transitionFrames = 0): ItemContent => ({
  ...{ kind: "clip", id: newId(), generationId, inFrame, outFrame, transitionFrames },
});
const card = (title: string, outFrame: number, transitionFrames = 0): ItemContent => ({
  ...{ kind: "title", id: newId(), title, inFrame: 0, outFrame, transitionFrames },
});

/** Items that are drawn for so long that they are still being drawn when somebody looks. */
const long = (generationId: string): ItemContent[] => count(0, 12).map(() => clip(generationId, 0, 72));

/** @returns the sequence and its export, which nobody has begun */
async function ask(items: ItemContent[], part: Partial<SequenceContent> = {}) {
  const { id, content, version } = await createSequence(actor, { id: newId(), projectId, name: "Cut", clips: [] });
  await saveSequence(actor, { id, content: { ...content, resolution: "480p", ...part, items }, version });
  const press = { id, version: version + 1, asId: newId() };
  return { sequenceId: id, version: press.version, exportId: (await requestExport(actor, press)).id };
}

const stateOf = async (sequenceId: string) => (await listExports(actor, { id: sequenceId }))[0]!;

/** Every frame of a film by its brightness, as the number that `makeSteps` gave it. */
async function numbersIn(exportId: string): Promise<number[]> {
  const key = keyOf({ teamId: actor.teamId, exportId }, "video");
  return getStorage().withLocalFile(key, async (file) => {
    const args = ["-i", file, "-map", "0:v:0", "-vf", "crop=iw/8:ih/2:0:0,scale=1:1:flags=area,format=gray", "-f", "rawvideo", "pipe:1"];
    const { stdout } = await runFfmpeg(args, LIMITS);
    return [...stdout].map((value) => Math.round((value * 219) / 255 / STEP));
  });
}

async function probe(exportId: string): Promise<{ frames: number; seconds: number; width: number; height: number; sound: number }> {
  const key = keyOf({ teamId: actor.teamId, exportId }, "video");
  return getStorage().withLocalFile(key, async (file) => {
    const args = ["-v", "error", "-count_frames", "-show_streams", "-of", "json", file];
    const { streams } = JSON.parse((await promisify(execFile)("ffprobe", args)).stdout) as { streams: Record<string, string>[] };
    const video = streams.find((one) => one["codec_type"] === "video")!;
    const sound = streams.find((one) => one["codec_type"] === "audio")!;
    expect(video["r_frame_rate"]).toBe("24/1");
    return {
      ...{ frames: Number(video["nb_read_frames"]), seconds: Number(video["duration"]), sound: Number(sound["duration"]) },
      ...{ width: Number(video["width"]), height: Number(video["height"]) },
    };
  });
}

const count = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, index) => from + index);

describe("a film", () => {
  it("has exactly the frames of its items, each where it belongs", async () => {
    const one = await keepClip(plain);
    const { sequenceId, exportId } = await ask([clip(one, 10, 40), clip(one, 60, 61), clip(one, 52, 72)]);
    await runExport(exportId, never);
    expect(await stateOf(sequenceId)).toMatchObject({
      status: "ready",
      frames: 51,
      framesDone: 51,
      failure: null,
      width: 864,
      height: 496,
    });
    expect(await probe(exportId)).toMatchObject({ frames: 51, seconds: 2.125, width: 864, height: 496 });
    expect(await numbersIn(exportId)).toEqual([...count(10, 40), 60, ...count(52, 72)]);
  });

  it("takes clips of any size and rate, with sound and without, cards, and fades from one into the next", async () => {
    const [one, two] = [await keepClip(plain), await keepClip(other)];
    const items = [clip(one, 0, 48, 12), clip(two, 6, 42), card("Dawn\n黎明", 24, 6), clip(one, 52, 72)];
    const { exportId } = await ask(items, { fit: "blur" });
    await runExport(exportId, never);
    const frames = 48 + 36 + 24 + 20 - 12 - 6;
    const film = await probe(exportId);
    expect(film.frames).toBe(frames);
    expect(film.seconds).toBeCloseTo(frames / 24, 5);
    expect(film.sound).toBeCloseTo(frames / 24, 1);
    const numbers = await numbersIn(exportId);
    expect(numbers.slice(0, 36)).toEqual(count(0, 36));
    expect(numbers.slice(-14)).toEqual(count(58, 72));
    // The card is black, whatever its words.
    expect(numbers[48 - 12 + 36 + 4]).toBe(0);
  });

  it("of more clips than are open at once is joined without a gap", async () => {
    const one = await keepClip(plain);
    const items = count(0, 40).map((index) => clip(one, index, index + 1 + (index % 3)));
    const { exportId } = await ask(items);
    await runExport(exportId, never);
    expect(await numbersIn(exportId)).toEqual(count(0, 40).flatMap((index) => count(index, index + 1 + (index % 3))));
    const key = keyOf({ teamId: actor.teamId, exportId }, "video");
    const times = await getStorage().withLocalFile(key, async (file) => {
      const args = ["-v", "error", "-select_streams", "v", "-show_entries", "frame=pts_time", "-of", "csv=p=0", file];
      return (await promisify(execFile)("ffprobe", args)).stdout
        .trim()
        .split(/[\n,]+/)
        .map(Number);
    });
    expect(times.map((time) => Math.round(time * 24 * 100) / 100)).toEqual(count(0, times.length));
  });

  it("sounds as loud as films do, where that is wanted", async () => {
    const two = await keepClip(other);
    const { exportId } = await ask([clip(two, 0, 48), clip(two, 0, 48)], { isLevelled: true });
    await runExport(exportId, never);
    const key = keyOf({ teamId: actor.teamId, exportId }, "video");
    const said = await getStorage().withLocalFile(key, async (file) =>
      runFfmpeg(["-loglevel", "info", "-i", file, "-af", "ebur128", "-f", "null", "-"], LIMITS),
    );
    // The last one is of the whole.
    const loudness = Number(
      said.stderr
        .matchAll(/I:\s+(-?[\d.]+) LUFS/g)
        .toArray()
        .at(-1)?.[1],
    );
    expect(loudness).toBeGreaterThan(-17.5);
    expect(loudness).toBeLessThan(-14.5);
  });
});

describe("what stands against a film", () => {
  it("is said of the clip whose file is damaged, or gone", async () => {
    const [one, broken, gone] = [await keepClip(plain), await keepClip(plain), await keepClip(plain)];
    const key = (generationId: string) => keyOf({ teamId: actor.teamId, generationId }, "video");
    const half = path.join(folder, "half.mp4");
    await writeFile(half, (await readFile(plain)).subarray(0, 3_000));
    await getStorage().put(key(broken), await readFile(half));
    const damaged = await ask([clip(one, 0, 10), clip(broken, 0, 10)]);
    await runExport(damaged.exportId, never);
    expect(await stateOf(damaged.sequenceId)).toMatchObject({
      status: "failed",
      failure: { code: "clipUnreadable", values: { number: 2 } },
    });
    await getStorage().delete(key(gone));
    const missing = await ask([clip(gone, 0, 10), clip(one, 0, 10)]);
    await runExport(missing.exportId, never);
    expect(await stateOf(missing.sequenceId)).toMatchObject({ status: "failed", failure: { code: "clipMissing", values: { number: 1 } } });
    expect(await db.file.count({ where: { exportId: { not: null } } })).toBe(0);
  });

  it("is told at the press where there is nothing to show", async () => {
    const one = await keepClip(plain);
    await db.generation.update({ where: { id: one }, data: { deletedAt: new Date() } });
    await expect(ask([clip(one, 0, 10)])).rejects.toMatchObject({ code: "nothing-to-export" });
    await expect(ask([])).rejects.toMatchObject({ code: "nothing-to-export" });
  });
});

describe("an export", () => {
  it("whose worker went begins anew with the next one, and nobody sees half a film", async () => {
    const one = await keepClip(plain);
    const { sequenceId, exportId } = await ask(long(one));
    const going = new AbortController();
    const running = runExport(exportId, going.signal);
    await expect.poll(async () => (await stateOf(sequenceId)).status).toBe("running");
    // Somebody else who is rung for finds it taken.
    await runExport(exportId, never);
    going.abort();
    await running;
    expect(await stateOf(sequenceId)).toMatchObject({ status: "waiting", framesDone: 0, bytes: null });
    // One that was killed says nothing: its lease runs out.
    await db.sequenceExport.update({ where: { id: exportId }, data: { status: "running", nextActionAt: new Date(Date.now() - 1_000) } });
    expect(await sweepExports()).toBe(1);
    await runExport(exportId, never);
    expect(await stateOf(sequenceId)).toMatchObject({ status: "ready", frames: 864, framesDone: 864 });
    expect(await sweepExports()).toBe(0);
  });

  it("that takes longer than it may has failed, and is not made again", async () => {
    const { sequenceId, exportId } = await ask(long(await keepClip(plain)), { resolution: "1080p" });
    await runExport(exportId, never, 200);
    expect(await stateOf(sequenceId)).toMatchObject({ status: "failed", failure: { code: "tooSlow" } });
    expect(await sweepExports()).toBe(0);
  });

  it("whose worker was killed each time is given up, and not for ever begun anew before everybody else's", async () => {
    const { sequenceId, exportId } = await ask([clip(await keepClip(plain), 0, 12)]);
    const killed = { status: "running", nextActionAt: new Date(Date.now() - 1_000) } as const;
    await db.sequenceExport.update({ where: { id: exportId }, data: { ...killed, attempts: 3 } });
    await runExport(exportId, never);
    expect(await stateOf(sequenceId)).toMatchObject({ status: "failed", failure: { code: "workerLost", values: { count: 3 } } });
    expect(await sweepExports()).toBe(0);
  });

  it("that a worker gives back again and again is still made", async () => {
    const { sequenceId, exportId } = await ask([clip(await keepClip(plain), 0, 12)]);
    for (let time = 0; time < 5; time++) await runExport(exportId, AbortSignal.abort());
    expect(await stateOf(sequenceId)).toMatchObject({ status: "waiting" });
    await runExport(exportId, never);
    expect(await stateOf(sequenceId)).toMatchObject({ status: "ready" });
  });

  it("keeps its film where a worker that had lost it comes to its end later", async () => {
    const { sequenceId, exportId } = await ask([clip(await keepClip(plain), 0, 12)]);
    const storage = getStorage();
    let isSecond = false;
    const put = vi.spyOn(storage, "put").mockImplementation(async (...args) => {
      put.mockRestore();
      // It hung for so long that another one took over, and was done before it.
      await db.sequenceExport.update({ where: { id: exportId }, data: { nextActionAt: new Date(0) } });
      await runExport(exportId, never);
      isSecond = true;
      return storage.put(...args);
    });
    await runExport(exportId, never);
    expect(isSecond).toBe(true);
    expect(await stateOf(sequenceId)).toMatchObject({ status: "ready", bytes: expect.any(Number) as number });
    expect(await numbersIn(exportId)).toEqual(count(0, 12));
  });

  it("that is cancelled stops within a moment and leaves no file", async () => {
    const one = await keepClip(plain);
    const { sequenceId, exportId } = await ask(long(one), { resolution: "1080p" });
    const running = runExport(exportId, never);
    await expect.poll(async () => (await stateOf(sequenceId)).status).toBe("running");
    expect(await cancelExport(actor, { id: exportId })).toEqual({ cancelled: true });
    await running;
    expect(await stateOf(sequenceId)).toMatchObject({ status: "cancelled", bytes: null });
    expect(await db.file.count({ where: { exportId } })).toBe(0);
    expect(await cancelExport(actor, { id: exportId })).toEqual({ cancelled: false });
  });

  it("of a project that is deleted stops as well", async () => {
    const owner = await makeMember("owner", { teamId: actor.teamId });
    const { exportId } = await ask(long(await keepClip(plain)), { resolution: "1080p" });
    const running = runExport(exportId, never);
    await deleteProject(owner, { id: projectId });
    await running;
    expect(await db.sequenceExport.findUnique({ where: { id: exportId } })).toMatchObject({ status: "cancelled" });
    expect(await db.file.count({ where: { exportId } })).toBe(0);
  });

  it("is of no other version than the one that was seen", async () => {
    const { sequenceId: id, version } = await ask([card("One", 24)]);
    const { content } = await readSequence(actor, id);
    await saveSequence(actor, { id, content: { ...content, name: "Other" }, version });
    await expect(requestExport(actor, { id, version, asId: newId() })).rejects.toMatchObject({ code: "conflict" });
    await requestExport(actor, { id, version: version + 1, asId: newId() });
  });

  it("is one however often its press arrives, and goes for good when it is removed", async () => {
    const one = await keepClip(plain);
    const { sequenceId, version, exportId } = await ask([clip(one, 0, 12)]);
    await requestExport(actor, { id: sequenceId, version, asId: exportId });
    expect(await listExports(actor, { id: sequenceId })).toHaveLength(1);
    await expect(removeExport(actor, { id: exportId })).rejects.toMatchObject({ code: "still-open" });
    await runExport(exportId, never);
    await removeExport(actor, { id: exportId });
    expect(await listExports(actor, { id: sequenceId })).toEqual([]);
    const [file] = await db.file.findMany({ where: { variant: "video", generationId: null } });
    expect(file!.trashedAt!.getTime()).toBeLessThan(Date.now() - 29 * 86_400_000);
  });
});

describe("a film of a project whose downloads are labelled", () => {
  const label = (aiLabels: LabelPolicy) => db.project.update({ where: { id: projectId }, data: { aiLabels } });
  const take = (exportId: string) => openFilm(admitAnybody, exportId, true);
  const bytesOf = async (film: ServedFile) => Buffer.from(await new Response((await film.openRange()).stream).arrayBuffer());

  /** The brightest of the corner in which a label stands, of each frame. */
  async function corners(file: string): Promise<number[]> {
    const args = ["-i", file, "-map", "0:v:0", "-vf", "crop=160:50:0:0,format=gray", "-f", "rawvideo", "pipe:1"];
    const { stdout } = await runFfmpeg(args, LIMITS);
    return count(0, stdout.length / 8_000).map((frame) => Math.max(...stdout.subarray(frame * 8_000, (frame + 1) * 8_000)));
  }
  async function tagsOf(bytes: Buffer): Promise<{ file: string; tags: Record<string, string> }> {
    const file = path.join(folder, "taken.mp4");
    await writeFile(file, bytes);
    const args = ["-v", "error", "-export_xmp", "1", "-show_format", "-of", "json", file];
    const { format } = JSON.parse((await promisify(execFile)("ffprobe", args)).stdout) as { format: { tags: Record<string, string> } };
    return { file, tags: format.tags };
  }

  it("shows letters for two seconds, over a card and over many short items too, and says so in its metadata", async () => {
    const id = await keepClip(plain);
    await label("both");
    // More inputs than one batch has, and all of them dark: what is bright is the label.
    const { exportId } = await ask([card("·", 4), ...count(0, 20).map(() => clip(id, 0, 2)), clip(id, 0, 30)]);
    await runExport(exportId, never);
    const { file, tags } = await tagsOf(await bytesOf(await take(exportId)));
    const shown = await corners(file);
    expect(shown).toHaveLength(74);
    expect(shown.slice(0, 49).every((brightest) => brightest > 200)).toBe(true);
    expect(shown.slice(49).every((brightest) => brightest < 160)).toBe(true);
    expect(JSON.parse(tags["AIGC"]!)).toMatchObject({ Label: "1", ProduceID: exportId });
    expect(tags["xmp"]).toContain(MADE_BY_AI);
  });

  it("that was made before is watched, taken with a mark for machines and its signature, and made again for letters in the picture", async () => {
    const { exportId, sequenceId } = await ask([clip(await keepClip(plain), 0, 24)]);
    await runExport(exportId, never);
    const plainBytes = await bytesOf(await take(exportId));
    await label("eu");
    const marked = await bytesOf(await take(exportId));
    expect(marked.subarray(0, plainBytes.length).equals(plainBytes)).toBe(true);
    expect((await tagsOf(marked)).tags["xmp"]).toContain(MADE_BY_AI);
    const { certificate, key, authority } = makeSigningFiles(folder);
    vi.stubEnv("C2PA_CERTIFICATE", certificate);
    vi.stubEnv("C2PA_KEY", key);
    forgetEnv();
    const signed = await bytesOf(await take(exportId));
    vi.unstubAllEnvs();
    forgetEnv();
    expect(signed.subarray(0, marked.length).equals(marked)).toBe(true);
    expect((await readCredentials(signed, folder, authority))!.validation_state).toBe("Trusted");
    await label("china");
    expect(await stateOf(sequenceId)).toMatchObject({ status: "ready", isUnlabelled: true });
    await expect(take(exportId)).rejects.toMatchObject({ code: "not-labelled" });
    expect((await bytesOf(await openFilm(admitAnybody, exportId, false))).equals(plainBytes)).toBe(true);
  });
});
