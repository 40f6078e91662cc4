import { execFile } from "node:child_process";
import { statSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
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
/** A little more pixels than any honest file has, in a megabyte. */
let vast: string;
beforeAll(async () => {
  folder = await sampleFolder();
  [large, vast] = [await still("large", 6_000), await still("vast", 8_300)];
});

/** A clip of one picture that is so many pixels square. */
async function still(name: string, side: number): Promise<string> {
  const [picture, clip] = [path.join(folder, `${name}.jpg`), path.join(folder, `${name}.mov`)];
  await sharp({ create: { width: side, height: side, channels: 3, background: "red" } })
    .jpeg()
    .toFile(picture);
  // Not by `runFfmpeg`, whose limits would not make what they refuse.
  const [, { path: program, args }] = kinds[0]!;
  await promisify(execFile)(program, [...args, "-v", "error", "-f", "mjpeg", "-i", picture, "-c", "copy", "-f", "mov", "-y", clip]);
  return clip;
}

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
    expect(statSync(vast).size).toBeLessThan(5 * MB);
    const error = await refusal(runFfmpeg(["-xerror", "-f", "mov", "-i", vast, "-f", "null", "-"], { timeoutMs: 60_000, ffmpeg }));
    expect(error).toMatchObject({ reason: "failed" });
  });
});
