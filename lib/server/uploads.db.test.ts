import { readFile } from "node:fs/promises";
import path from "node:path";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Actor } from "@/lib/access/callers/actor";
import { startSession } from "@/lib/access/identity/auth";
import { requestUpload } from "@/lib/assets/request-upload";
import { runFfmpeg } from "@/lib/platform/ffmpeg/run-ffmpeg";
import { truncateAll } from "@/lib/testing/database";
import { makeMember } from "@/lib/testing/factories";
import { freshBrowser } from "@/lib/testing/next-headers";
import { makeFile, sampleFolder } from "@/lib/testing/sample-files";
import { startWebServer, tusPart } from "@/lib/testing/web-server";

vi.mock("next/headers", () => import("@/lib/testing/next-headers"));

const folder = await sampleFolder();
const web = await startWebServer();
let actor: Actor;

beforeEach(async () => {
  await truncateAll();
  freshBrowser();
  actor = await makeMember("creator");
  await startSession(actor.userId);
});

/** Both doors, one after the other: what it is called, and then its bytes on the wire. */
async function bring(bytes: Buffer, name: string, mimeType: string) {
  const { asset } = await requestUpload(actor, { name, mimeType, sizeBytes: bytes.length });
  const response = await tusPart(web, asset.id, 0, bytes);
  return { status: response.status, ...((await response.json()) as { data?: Record<string, unknown>; error?: unknown }) };
}

const brought = (name: string): Promise<Buffer> => readFile(path.join("lib/testing/fixtures/brought", name));

/** Two seconds of picture and sound, packed as told; no name at all. */
async function packed(container: string, args: readonly string[], { picture = true, sound = true } = {}): Promise<Buffer> {
  const file = path.join(folder, `${Math.random().toString(36).slice(2)}.${container}`);
  const inputs = [...(picture ? ["testsrc=s=864x496:r=24:d=2"] : []), ...(sound ? ["sine=d=2"] : [])];
  await runFfmpeg([...inputs.flatMap((input) => ["-f", "lavfi", "-i", input]), ...args, "-y", file], { timeoutMs: 60_000 });
  return readFile(file);
}
const H264 = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p"];

describe("what a file is called is not believed: its bytes decide, at every door", () => {
  it.each([
    ["photo.jpg_large", ""],
    ["noextension", ""],
    ["IMG_1234.HEIC", "image/heic"],
    ["scan.pdf", "application/pdf"],
    ["voice.m4a", "audio/x-m4a"],
    ["drawing.svg", "image/svg+xml"],
  ])("a JPEG called %s (%s) is taken as the JPEG that it is", async (name, mimeType) => {
    const answer = await bring(await brought("photo.jpg"), name, mimeType);
    expect([answer.status, answer.data]).toMatchObject([200, { status: "ready", kind: "image", mimeType: "image/jpeg", width: 1200 }]);
  });

  it.each([
    ["v-1080p.mp4", { kind: "video", mimeType: "video/mp4", fittedFrom: { width: 1920, height: 1080 } }],
    ["a-vbr-noxing.mp3", { kind: "audio", mimeType: "audio/mpeg" }],
    ["a-zeros.mp3", { kind: "audio", mimeType: "audio/mpeg" }],
  ])("%s without a name or a type is what it is", async (name, expected) => {
    const answer = await bring(await brought(name), "file", "");
    expect([answer.status, answer.data]).toMatchObject([200, { status: "ready", ...expected }]);
  });

  it("a page that is called a picture is refused when its bytes are here, and so is a clip that was cut off", async () => {
    const page = await readFile(await makeFile(folder, "page", "<!doctype html><script>alert(1)</script>"));
    expect(await bring(page, "a.png", "image/png")).toMatchObject({ status: 415, error: { fields: { file: { code: "wrongType" } } } });
    const cut = await bring(await brought("v-headonly.mp4"), "v-headonly.mp4", "video/mp4");
    expect(cut).toMatchObject({ status: 422, error: { fields: { file: { code: "unreadable" } } } });
  });
});

describe("a file whose codec is wrong", () => {
  it.each<[string, string, () => Promise<Buffer>]>([
    ["wrongCodec", "ProRes", () => packed("mov", ["-c:v", "prores_ks", "-pix_fmt", "yuv422p10le"], { sound: false })],
    ["wrongCodec", "MPEG-4 Visual", () => packed("mp4", ["-c:v", "mpeg4"], { sound: false })],
    ["wrongSoundCodec", "Opus", () => packed("mp4", [...H264, "-c:a", "libopus", "-strict", "-2"])],
    ["wrongSoundCodec", "AC-3", () => packed("mp4", [...H264, "-c:a", "ac3"])],
    ["wrongSoundCodec", "pcm-s16", () => packed("mov", [...H264, "-c:a", "pcm_s16le"])],
    ["wrongSoundCodec", "ADPCM", () => packed("wav", ["-c:a", "adpcm_ima_wav"], { picture: false })],
    ["wrongSoundCodec", "µ-law", () => packed("wav", ["-c:a", "pcm_mulaw"], { picture: false })],
  ])("is kept to be converted, and its name is told: %s, %s", async (code, codec, make) => {
    const answer = await bring(await make(), "file", "");
    expect(answer).toMatchObject({ status: 200, data: { status: "ready", problem: { code, values: { codec } } } });
  });

  it.each<[string, string, () => Promise<Buffer>]>([
    // The ffmpeg that comes with the studio has no working encoder for these two: the four letters decide, and nothing can read what is inside.
    ["wrongCodec", "VP9", async () => renamed(await packed("mp4", H264, { sound: false }), "avc1", "vp09")],
    ["wrongCodec", "Motion JPEG", async () => renamed(await packed("mov", H264, { sound: false }), "avc1", "jpeg")],
    // No encoder for it is free; a telephone's clip differs from this one in these four letters.
    ["wrongSoundCodec", "AMR", async () => renamed(await packed("mov", [...H264, "-c:a", "alac"]), "alac", "samr")],
  ])("is refused by its name where it cannot be decoded: %s, %s", async (code, codec, make) => {
    const answer = await bring(await make(), "file", "");
    expect(answer).toMatchObject({ status: 415, error: { fields: { file: { code, values: { codec } } } } });
  });
});

/** With one four-character code of the container in place of another. */
const renamed = (bytes: Buffer, from: string, to: string): Buffer => Buffer.from(bytes.toString("latin1").replaceAll(from, to), "latin1");
