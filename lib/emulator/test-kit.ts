import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import sharp from "sharp";
import { createEmulator } from "./create-emulator";
import type { Emulator, EmulatorOptions } from "./emulator";
import { findFfmpeg } from "@/lib/platform/ffmpeg/find-ffmpeg";

/** Tools for tests against the emulator: a clock that stands still, small real media, and calls in both styles. */

export const NATIVE = "/byteplus/api/v3/contents/generations/tasks";
export const STANDARD = "dreamina-seedance-2-0-260128";
export const FAST = "dreamina-seedance-2-0-fast-260128";
const START = Date.parse("2026-06-17T21:29:29.000Z");

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  /** The body as JSON, {} when it is none. Which of the fields are there is for the test to assert. */
  body: AnswerBody;
}
/** All that any of the answers may carry. */
export interface AnswerBody {
  id: string;
  task_id: string;
  model: string;
  status: string;
  progress: number;
  code: string | number;
  message: string;
  msg: string;
  total: number;
  created_at: number;
  updated_at: number;
  error: { code: string; message: string; param: string; type: string };
  content: { video_url: string; last_frame_url: string };
  usage: { completion_tokens: number; total_tokens: number };
  metadata: { url: string };
  video_url: string;
  data: { task_id: string; asset_id: string };
  items: AnswerBody[];
  ratio: string;
  duration: number;
  warnings: string[];
}

export interface Kit {
  emulator: Emulator;
  /** Moves the standing clock. */
  pass(ms: number): void;
  now(): number;
  call(
    method: string,
    path: string,
    options?: { body?: unknown; key?: string | null; headers?: Record<string, string>; raw?: string },
  ): Promise<Answer>;
  native(body: Record<string, unknown>, key?: string): Promise<Answer>;
  videos(body: Record<string, unknown>, key?: string): Promise<Answer>;
  query(id: string, key?: string): Promise<Answer>;
  queryVideo(id: string, key?: string): Promise<Answer>;
  upload(name: string, bytes: Uint8Array, options?: { key?: string; type?: string; group?: string; groupName?: string }): Promise<Answer>;
  /** Uploads, waits by the clock, and gives `asset://…`. */
  asset(name: string, bytes: Uint8Array, key?: string): Promise<string>;
  admin(path: string, body?: unknown): Promise<Answer>;
}

/** An emulator on a clock that only tests move: three seconds in the queue, eight running, two per asset. */
export function createKit(options: EmulatorOptions = {}): Kit {
  let nowMs = START;
  const emulator = createEmulator({
    clock: { now: () => nowMs },
    seed: 7,
    timings: { queuedMs: 3_000, runningMs: 8_000, assetMs: 2_000 },
    renderEffort: "quick",
    sleep: () => Promise.resolve(),
    ...options,
  });
  const call: Kit["call"] = async (method, target, { body, key = "test-key", headers = {}, raw } = {}) => {
    const response = await emulator.fetch(`${emulator.apiOrigin}${target}`, {
      method,
      headers: {
        ...(key === null ? {} : { authorization: `Bearer ${key}` }),
        ...(body === undefined && raw === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      ...(raw === undefined ? (body === undefined ? {} : { body: JSON.stringify(body) }) : { body: raw }),
    });
    return read(response);
  };
  const kit: Kit = {
    emulator,
    pass: (ms) => {
      nowMs += ms;
    },
    now: () => nowMs,
    call,
    native: (body, key) => call("POST", NATIVE, { body: { model: STANDARD, ...body }, ...(key ? { key } : {}) }),
    videos: (body, key) => call("POST", "/v1/videos", { body: { model: STANDARD, ...body }, ...(key ? { key } : {}) }),
    query: (id, key) => call("GET", `${NATIVE}/${id}`, key ? { key } : {}),
    queryVideo: (id, key) => call("GET", `/v1/videos/${id}`, key ? { key } : {}),
    async upload(name, bytes, { key = "test-key", type = "", group, groupName } = {}) {
      const form = new FormData();
      form.set("file", new File([new Uint8Array(bytes)], name, { type }));
      if (group !== undefined) form.set("group_id", group);
      if (groupName !== undefined) form.set("group_name", groupName);
      return read(
        await emulator.fetch(`${emulator.apiOrigin}/v1/asset/upload`, { method: "POST", headers: { authorization: key }, body: form }),
      );
    },
    async asset(name, bytes, key) {
      const uploaded = await kit.upload(name, bytes, key ? { key } : {});
      kit.pass(2_000);
      const job = await call("GET", `/v1/asset/jobs/get-asset-id?task_id=${uploaded.body.data.task_id}`, { key: null });
      return `asset://${job.body.data.asset_id}`;
    },
    admin: (target, body) =>
      call(body === undefined ? "GET" : "POST", `/emulator/${target}`, { key: null, ...(body === undefined ? {} : { body }) }),
  };
  return kit;
}

export async function read(response: Response): Promise<Answer> {
  const text = await response.text();
  let body = {} as AnswerBody;
  try {
    body = JSON.parse(text) as AnswerBody;
  } catch {
    // HTML, XML and cut JSON are asserted by their text.
  }
  return { status: response.status, headers: response.headers, text, body };
}

export const text = (words: string) => ({ type: "text", text: words });
export const picture = (url: string, role?: string) => ({ type: "image_url", image_url: { url }, ...(role ? { role } : {}) });
export const clip = (url: string) => ({ type: "video_url", video_url: { url }, role: "reference_video" });
export const sound = (url: string) => ({ type: "audio_url", audio_url: { url }, role: "reference_audio" });

/** A drawing with large coloured areas, so that it can be recognised after encoding. */
export function drawing(width: number, height: number, hue = 20): Promise<Buffer> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><defs><linearGradient id="g" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="hsl(${hue} 70% 70%)"/><stop offset="1" stop-color="hsl(${(hue + 80) % 360} 60% 25%)"/></linearGradient></defs><rect width="${width}" height="${height}" fill="url(#g)"/><circle cx="${width * 0.3}" cy="${height * 0.4}" r="${height * 0.2}" fill="hsl(${(hue + 180) % 360} 80% 60%)"/><rect x="${width * 0.6}" y="${height * 0.5}" width="${width * 0.25}" height="${height * 0.3}" fill="#fff"/></svg>`;
  return sharp(Buffer.from(svg)).jpeg({ quality: 92 }).toBuffer();
}

const ffmpeg = await findFfmpeg();

/** Runs ffmpeg and waits for it, as fixtures may. @returns its standard output */
export function ffmpegNow(args: readonly string[]): Buffer {
  if (!ffmpeg) throw new Error("There is no ffmpeg here.");
  return execFileSync(ffmpeg.path, [...ffmpeg.args, ...args], { maxBuffer: 64_000_000 });
}

/** A small real clip or sound, made by ffmpeg. */
export function makeMedia(kind: "video" | "audio", seconds: number, size: readonly [number, number] = [864, 496]): Buffer {
  const folder = mkdtempSync(path.join(tmpdir(), "seedance-fixture-"));
  const file = path.join(folder, kind === "video" ? "clip.mp4" : "sound.wav");
  const args =
    kind === "video"
      ? [
          "-f",
          "lavfi",
          "-i",
          `${seconds > 5 ? "color=c=teal:" : "testsrc="}size=${size[0]}x${size[1]}:rate=24:duration=${seconds}`,
          "-c:v",
          "libx264",
          "-preset",
          "ultrafast",
          "-pix_fmt",
          "yuv420p",
          file,
        ]
      : ["-f", "lavfi", "-i", `sine=frequency=330:sample_rate=8000:duration=${seconds}`, "-ac", "1", file];
  try {
    ffmpegNow(["-v", "error", "-y", ...args]);
    return readFileSync(file);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
