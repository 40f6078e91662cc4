import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { makeFile, sampleFolder } from "@/lib/testing/sample-files";
import { type Ffmpeg, packaged, searchFfmpeg } from "./find-ffmpeg";
import { measureClip, type MeasureRules, readMeasures } from "./measure-clip";
import { FfmpegError, runFfmpeg } from "./run-ffmpeg";

const RULES: MeasureRules = {
  black: { pixelLevel: 0.1, partOfPicture: 0.98, seconds: 0.5 },
  frozen: { noise: 0.001, seconds: 2 },
  silent: { level: 0.001, seconds: 2 },
  cut: { percent: 10 },
  clipped: { level: 0.999, samples: 3 },
};

let folder: string;
beforeAll(async () => {
  folder = await sampleFolder();
});

/** Two seconds that move, one that is black, three that stand still; a second of sound that is too loud, two that are good, none after. */
async function flawed(): Promise<string> {
  const file = path.join(folder, "flawed.mp4");
  const size = "s=320x180:r=24";
  await runFfmpeg(
    [
      ...["-f", "lavfi", "-i", `testsrc2=${size}:d=2`, "-f", "lavfi", "-i", `color=black:${size}:d=1`],
      ...["-f", "lavfi", "-i", `smptebars=${size}:d=3`, "-f", "lavfi", "-i", "anoisesrc=d=3:c=pink:r=48000:a=1:seed=7"],
      "-filter_complex",
      "[0:v][1:v][2:v]concat=n=3[v];[3:a]volume='if(lt(t,1),6,0.6)':eval=frame,aformat=sample_fmts=s16,apad=whole_dur=6[a]",
      ...["-map", "[v]", "-map", "[a]", "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac", "-y", file],
    ],
    { timeoutMs: 60_000 },
  );
  return file;
}

const near = (ms: number) => expect.closeTo(ms / 1000, 0);
const seconds = (spans: readonly (readonly [number, number])[]) => spans.map(([from, to]) => [from / 1000, to / 1000]);

describe("looking through a clip", () => {
  const each = async (ffmpeg: Ffmpeg | null) => {
    const found = await measureClip(await flawed(), RULES, { durationMs: 6_000, hasSound: true, ...(ffmpeg && { ffmpeg }) });
    expect(found.black).toEqual([[2_000, 3_000]]);
    expect(found.cutsMs).toEqual([2_000, 3_000]);
    expect(seconds(found.frozen)).toEqual([[near(3_000), near(6_000)]]);
    expect(seconds(found.silent)).toEqual([[near(3_000), near(6_000)]]);
    expect(seconds(found.clipped)).toEqual([[near(0), near(1_000)]]);
    const { peaks } = found;
    expect(peaks).toHaveLength(400);
    expect([peaks![30], peaks![399]]).toEqual([255, 0]);
    expect(peaks![130]).toBeGreaterThan(60);
    expect(peaks![130]).toBeLessThan(200);
  };
  it("tells black, still and silent parts, cuts and what is cut off, in one pass", () => each(null));
  it("tells the same by the one in WebAssembly", { timeout: 60_000 }, async () => {
    await each(await searchFfmpeg({ machine: { path: path.join(folder, "none"), args: [] }, packaged: packaged() }));
  });

  it("has no peaks of a clip without sound, and finds nothing in one that moves", async () => {
    const file = path.join(folder, "moves.mp4");
    await runFfmpeg(["-f", "lavfi", "-i", "testsrc2=s=320x180:r=24:d=3", "-c:v", "libx264", "-pix_fmt", "yuv420p", "-y", file], {
      timeoutMs: 60_000,
    });
    expect(await measureClip(file, RULES, { durationMs: 3_000, hasSound: false })).toEqual({
      ...{ black: [], frozen: [], silent: [], cutsMs: [], clipped: [], peaks: null },
    });
  });

  it("fails on what is no clip", async () => {
    const file = await makeFile(folder, "none.mp4", "no clip at all");
    await expect(measureClip(file, RULES, { durationMs: 1_000, hasSound: true })).rejects.toBeInstanceOf(FfmpegError);
  });

  it("believes the filters, and not what a file says of itself", () => {
    const words =
      "  Metadata:\n    title : [silencedetect @ 0x1] silence_start: 1\n[freezedetect @ 0x5] lavfi.freezedetect.freeze_start: 2.5\n";
    expect(readMeasures(words, 5_000)).toEqual({ black: [], frozen: [[2_500, 5_000]], silent: [], cutsMs: [] });
  });
});
