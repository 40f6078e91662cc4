import { statSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import sharp from "sharp";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { type Ffmpeg, packaged, searchFfmpeg } from "./find-ffmpeg";
import { type FfmpegError, runFfmpeg } from "./run-ffmpeg";
import { sampleFolder } from "@/lib/testing/sample-files";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const MB = 2 ** 20;
const [machine, own] = await Promise.all([
  searchFfmpeg({ machine: { path: "ffmpeg", args: [] }, packaged: { path: "/none", args: [] } }),
  searchFfmpeg({ machine: { path: "/none", args: [] }, packaged: packaged() }),
]);
const kinds = [machine, own].filter((ffmpeg): ffmpeg is Ffmpeg => ffmpeg !== null).map((ffmpeg) => [ffmpeg.source, ffmpeg] as const);

let folder: string;
/** 6,000 pixels square, in a few hundred kilobytes: 54 MB for each frame in memory. */
let large: string;
/** The same, whose header claims sixteen times as many pixels. */
let lying: string;
beforeAll(async () => {
  folder = await sampleFolder();
  const picture = path.join(folder, "large.jpg");
  await sharp({ create: { width: 6_000, height: 6_000, channels: 3, background: "red" } })
    .jpeg()
    .toFile(picture);
  large = path.join(folder, "large.mov");
  await runFfmpeg(["-f", "mjpeg", "-i", picture, "-c", "copy", "-f", "mov", "-y", large], { timeoutMs: 60_000 });
  const liar = await readFile(large);
  // FF C0: length and precision, then height and width in two bytes each.
  const frame = liar.indexOf(Buffer.from([0xff, 0xc0]));
  for (const offset of [5, 7]) liar.writeUInt16BE(24_000, frame + offset);
  lying = path.join(folder, "lying.mov");
  await writeFile(lying, liar);
});

const refusal = (promise: Promise<unknown>): Promise<FfmpegError> =>
  promise.then(
    () => expect.fail("it did not fail"),
    (error: FfmpegError) => error,
  );

/** Many frames of it at once. */
const hungry = (file: string) => ["-xerror", "-f", "mov", "-stream_loop", "20", "-i", file, "-vf", "reverse", "-f", "null", "-"];

describe.each(kinds)("ffmpeg of the %s", (_source, ffmpeg) => {
  it("decodes a large picture within its memory", async () => {
    await runFfmpeg(["-f", "mov", "-i", large, "-f", "null", "-"], { timeoutMs: 60_000, ffmpeg });
  });

  it("ends in an error, and soon, when a file wants more memory than it may have", async () => {
    const error = await refusal(runFfmpeg(hungry(large), { timeoutMs: 60_000, maxMemoryBytes: 700 * MB, ffmpeg }));
    expect(error).toMatchObject({ reason: "failed", stderr: expect.stringMatching(/get_buffer\(\) failed|memory/i) });
  });

  it("takes no frame that is larger than any honest one, however small its file", async () => {
    expect(statSync(lying).size).toBeLessThan(5 * MB);
    const error = await refusal(runFfmpeg(["-xerror", "-f", "mov", "-i", lying, "-f", "null", "-"], { timeoutMs: 60_000, ffmpeg }));
    expect(error).toMatchObject({ reason: "failed" });
  });
});
