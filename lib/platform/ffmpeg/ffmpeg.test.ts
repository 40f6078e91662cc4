import { execFile } from "node:child_process";
import { mkdir, readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import sharp from "sharp";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { frameAtArgs, lastFrameArgs } from "./args";
import { findFfmpeg, majorOf, packaged, parseVersion, searchFfmpeg } from "./find-ffmpeg";
import { grabFrame, grabLastFrame } from "./frames";
import { FfmpegError, runFfmpeg, trimmedEnv } from "./run-ffmpeg";
import { makeClip, makeFile, sampleFolder } from "@/lib/testing/sample-files";

// Where the machine has none, the one that came along is about ten times slower.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let folder: string;
let clip: string;
beforeAll(async () => {
  folder = await sampleFolder();
  clip = await makeClip(folder, "clip.mp4", { seconds: 1, sound: true });
}, 60_000);

const caught = async (promise: Promise<unknown>): Promise<FfmpegError> =>
  promise.then(
    () => expect.fail("it did not fail"),
    (error: FfmpegError) => error,
  );

/** The colour in the middle of a picture. */
async function colourOf(picture: Buffer): Promise<"red" | "blue" | "other"> {
  const { channels } = await sharp(picture).stats();
  const [red, , blue] = channels.map((channel) => channel.mean);
  return red! > 200 && blue! < 50 ? "red" : blue! > 200 && red! < 50 ? "blue" : "other";
}

describe("finding ffmpeg", () => {
  it("reads the version that it names", () => {
    expect(parseVersion("ffmpeg version 5.1.9-0+deb12u1 Copyright (c) 2000-2024")).toBe("5.1.9-0+deb12u1");
    expect(parseVersion("bash: ffmpeg: command not found")).toBeNull();
    expect(majorOf("5.1.9-0+deb12u1")).toBe(5);
    expect(majorOf("n7.1")).toBe(7);
    expect(majorOf("N-47683-g0e8eb07980-static")).toBeNull();
  });

  it("prefers the machine's own when it is recent, and the package's otherwise", async () => {
    const bin = path.join(folder, "bin");
    await mkdir(bin, { recursive: true });
    const pretend = async (name: string, version: string) => {
      const file = path.join(bin, name);
      await writeFile(file, `#!/bin/sh\necho "ffmpeg version ${version} Copyright"\n`, { mode: 0o755 });
      return file;
    };
    const [recent, old, other] = [await pretend("recent", "6.1.1"), await pretend("old", "4.4.2"), await pretend("packaged", "n5.1.4")];
    const search = (machine: string, second: string) =>
      searchFfmpeg({ machine: { path: machine, args: [] }, packaged: { path: second, args: [] } });
    expect(await search(recent, other)).toEqual({ path: recent, args: [], version: "6.1.1", source: "machine" });
    expect(await search(old, other)).toEqual({ path: other, args: [], version: "n5.1.4", source: "package" });
    expect(await search(path.join(bin, "none"), path.join(bin, "none"))).toBeNull();
  });

  it("has one of its own, in WebAssembly, that makes clips and pictures and sees no file but those that are named", async () => {
    const own = await searchFfmpeg({ machine: { path: path.join(folder, "none"), args: [] }, packaged: packaged() });
    expect(own).toMatchObject({ source: "package", version: "5.1.4" });
    const run = (...args: string[]) => promisify(execFile)(own!.path, [...own!.args, "-v", "error", ...args], { encoding: "buffer" });
    const made = path.join(folder, "made.mp4");
    await run("-f", "lavfi", "-i", "color=red:s=320x180:r=24:d=0.5", "-c:v", "libx264", "-pix_fmt", "yuv420p", "-y", made);
    const { stdout } = await run("-i", made, "-frames:v", "1", "-f", "image2pipe", "-c:v", "png", "pipe:1");
    expect(await colourOf(stdout)).toBe("red");
    await expect(run("-f", "concat", "-safe", "0", "-i", path.join(folder, "list.txt"), "-f", "null", "-")).rejects.toThrow();
    await expect(run("-i", "/etc/../etc/none", "-f", "null", "-")).rejects.toThrow("No such file");
  });

  it("finds one on this machine", async () => {
    expect((await findFfmpeg())?.version).toBeTruthy();
  });
});

describe("running ffmpeg", () => {
  it("says why it failed, in ffmpeg's own last words", async () => {
    const error = await caught(runFfmpeg(["-i", path.join(folder, "none.mp4"), "-f", "null", "-"], { timeoutMs: 10_000 }));
    expect(error).toBeInstanceOf(FfmpegError);
    expect(error).toMatchObject({ reason: "failed" });
    expect(error.stderr).toContain("No such file");
  });

  it("ends what takes too long", async () => {
    const startedAt = performance.now();
    // Real-time reading of an hour.
    const error = await caught(runFfmpeg(["-re", "-f", "lavfi", "-i", "color=red:d=3600", "-f", "null", "-"], { timeoutMs: 300 }));
    expect(error.reason).toBe("timeout");
    expect(performance.now() - startedAt).toBeLessThan(5_000);
  });

  it("ends when it is told to, before and during", async () => {
    const args = ["-re", "-f", "lavfi", "-i", "color=red:d=3600", "-f", "null", "-"];
    expect((await caught(runFfmpeg(args, { timeoutMs: 60_000, signal: AbortSignal.abort() }))).reason).toBe("aborted");
    expect((await caught(runFfmpeg(args, { timeoutMs: 60_000, signal: AbortSignal.timeout(200) }))).reason).toBe("aborted");
  });

  it("does not fill the memory with what it says", async () => {
    const error = await caught(
      runFfmpeg(["-f", "lavfi", "-i", "color=red:s=640x480:d=2", "-f", "rawvideo", "pipe:1"], {
        timeoutMs: 30_000,
        maxOutputBytes: 1_000_000,
      }),
    );
    expect(error.reason).toBe("too-much-output");
  });

  it("opens no addresses, not even those that a playlist names", async () => {
    const playlist = await makeFile(
      folder,
      "evil.m3u8",
      "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nhttp://127.0.0.1:9/evil.ts\n#EXT-X-ENDLIST\n",
    );
    const error = await caught(runFfmpeg(["-f", "hls", "-i", playlist, "-f", "null", "-"], { timeoutMs: 10_000 }));
    expect(error.reason).toBe("failed");
    expect((await caught(runFfmpeg(["-i", "http://127.0.0.1:9/x.mp4", "-f", "null", "-"], { timeoutMs: 10_000 }))).stderr).toMatch(
      /whitelist|not on/i,
    );
  });

  it("hands none of our settings on", () => {
    const env = trimmedEnv({ PATH: "/bin", DATABASE_URL: "canary", POWERTOKENS_API_KEY: "canary" });
    expect(Object.keys(env).sort()).toEqual(["AV_LOG_FORCE_NOCOLOR", "LANG", "MALLOC_ARENA_MAX", "PATH"]);
  });

  it("feeds what it is given to standard input", async () => {
    const png = await sharp({ create: { width: 8, height: 8, channels: 3, background: "red" } })
      .png()
      .toBuffer();
    const { stdout } = await runFfmpeg(["-f", "png_pipe", "-i", "pipe:0", "-f", "image2pipe", "-c:v", "png", "pipe:1"], {
      timeoutMs: 10_000,
      input: png,
    });
    expect(await sharp(stdout).metadata()).toMatchObject({ format: "png", width: 8, height: 8 });
  });
});

describe("frames", () => {
  it("are asked for by arrays in which a file name stays one argument", () => {
    const odd = `/tmp/it's "odd"; rm -rf.mp4`;
    expect(frameAtArgs(odd, { atSeconds: 1.5, side: 640 })).toContain(odd);
    expect(frameAtArgs(odd, { atSeconds: 1.5 }).join(" ")).toContain("-ss 1.500 -f mov -i");
    expect(lastFrameArgs(odd, { target: "/tmp/out.png" })).toContain(odd);
  });

  it("come from the time that was asked for, scaled but never enlarged", async () => {
    const early = await grabFrame(clip, { atSeconds: 0.2, side: 160 });
    expect(await sharp(early).metadata()).toMatchObject({ format: "png", width: 160, height: 90 });
    expect(await colourOf(early)).toBe("red");
    expect(await sharp(await grabFrame(clip, { atSeconds: 0, side: 4000 })).metadata()).toMatchObject({ width: 320, height: 180 });
  });

  it("are refused behind the end", async () => {
    await expect(grabFrame(clip, { atSeconds: 100 })).rejects.toThrow(FfmpegError);
  });

  it("end with the very last one, in full size, and leave no file behind", async () => {
    const before = (await readdir(path.dirname(folder))).filter((name) => /^dailies-.*\.png$/.test(name));
    const last = await grabLastFrame(clip);
    expect(await sharp(last).metadata()).toMatchObject({ format: "png", width: 320, height: 180 });
    expect(await colourOf(last)).toBe("blue");
    expect((await readdir(path.dirname(folder))).filter((name) => /^dailies-.*\.png$/.test(name))).toEqual(before);
  });

  it("cannot be had of something else", async () => {
    const text = await makeFile(folder, "text.mp4", "not a video at all");
    await expect(grabFrame(text, { atSeconds: 0 })).rejects.toThrow(FfmpegError);
    await expect(grabLastFrame(text)).rejects.toThrow(FfmpegError);
  });
});
