import "@/lib/testing/database";
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { getEnv } from "@/lib/platform/env";
import { getStorage } from "@/lib/platform/storage/storage";
import { DownloadError } from "@/lib/providers/download";
import { newId } from "@/lib/shared/ids";
import { fetchResult, type OpenedSource } from "./fetch-result";
import { keyOf } from "./keys";

const FILE = Buffer.from("0123456789abcdef");
const whole = { contentLength: FILE.length, etag: '"v1"' };
const parts = async () =>
  (await readdir(path.join(getEnv().dataDir, "media-tmp")).catch(() => [])).filter((name) => name.startsWith("fetch-"));

/** Sends the file from `start` on, and breaks before `end`. */
function part(start: number, end: number, problem: "truncated" | "forbiddenAddress" = "truncated"): ReadableStream<Uint8Array> {
  let at = start;
  return new ReadableStream({
    pull(controller) {
      if (at < end) return controller.enqueue(FILE.subarray(at, (at += 1)));
      if (end < FILE.length) return controller.error(new DownloadError(problem));
      controller.close();
    },
  });
}

const newKey = () => keyOf({ teamId: newId(), generationId: newId() }, "video");

async function fetchFrom(key: string, answers: (OpenedSource | Error)[], options: { sha256?: string; maxBytes?: number } = {}) {
  const asked: unknown[] = [];
  const open = (from?: unknown): Promise<OpenedSource> => {
    asked.push(from ?? null);
    const answer = answers[asked.length - 1]!;
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  };
  const signal = new AbortController().signal;
  const result = fetchResult(key, { open, maxBytes: 1000, contentType: "video/mp4", signal, ...options });
  await result.catch(() => undefined);
  return { asked, result };
}
const kept = async (key: string) => getStorage().withLocalFile(key, (file) => readFile(file, "utf8"));

afterEach(async () => {
  await rm(path.join(getEnv().dataDir, "media-tmp"), { recursive: true, force: true });
});

describe("a file over a line that breaks", () => {
  it("is asked for from where it broke, and comes out whole", async () => {
    const key = newKey();
    const { asked, result } = await fetchFrom(key, [
      { ...whole, stream: part(0, 5) },
      { contentLength: 11, stream: part(5, 9), offset: 5 },
      { contentLength: 7, stream: part(9, 16), offset: 9 },
    ]);
    expect((await result).sizeBytes).toBe(FILE.length);
    expect(await kept(key)).toBe(FILE.toString());
    expect(asked).toEqual([null, { offset: 5, etag: '"v1"' }, { offset: 9, etag: '"v1"' }]);
    expect(await parts()).toEqual([]);
  });

  it("is gone on with by whoever comes next, also after the process is gone, with what a dead one had on disk", async () => {
    const key = newKey();
    const broken = [0, 3, 4, 5].map((at) => ({ ...whole, stream: part(at, Math.max(at + 1, 3)), offset: at }));
    await expect((await fetchFrom(key, broken)).result).rejects.toMatchObject({ problem: "truncated" });
    expect(await parts()).toHaveLength(1);
    const { asked, result } = await fetchFrom(key, [{ contentLength: 10, stream: part(6, 16), offset: 6 }]);
    await result;
    expect(asked).toEqual([{ offset: 6, etag: '"v1"' }]);
    expect(await kept(key)).toBe(FILE.toString());
  });

  it("is not asked for again when it had arrived to its end before the process died", async () => {
    const key = newKey();
    await (await fetchFrom(key, [{ ...whole, stream: part(0, 5) }, new DownloadError("network")])).result.catch(() => undefined);
    const [name] = await parts();
    await writeFile(path.join(getEnv().dataDir, "media-tmp", name!), FILE);
    const { asked, result } = await fetchFrom(key, []);
    await result;
    expect(asked).toEqual([]);
    expect(await kept(key)).toBe(FILE.toString());
  });

  it("begins anew when the server does, and takes what it sends then", async () => {
    const key = newKey();
    const { result } = await fetchFrom(key, [
      { ...whole, stream: part(0, 5) },
      { contentLength: 16, etag: '"v2"', stream: part(0, 16), offset: 0 },
    ]);
    await result;
    expect(await kept(key)).toBe(FILE.toString());
    expect(await parts()).toEqual([]);
  });

  it("keeps what has arrived while the server turns it away, and not when its place in the file is wrong", async () => {
    const key = newKey();
    await fetchFrom(key, [{ ...whole, stream: part(0, 5) }, new DownloadError("httpStatus", { status: 403 })]);
    expect(await parts()).toHaveLength(1);
    await fetchFrom(key, [new DownloadError("httpStatus", { status: 416 })]);
    expect(await parts()).toEqual([]);
  });

  it.each<[string, OpenedSource]>([
    ["its etag is weak", { ...whole, etag: 'W/"v1"', stream: part(0, 5) }],
    ["it has no etag", { contentLength: 16, stream: part(0, 5) }],
    ["it was no break", { ...whole, stream: part(0, 5, "forbiddenAddress") }],
  ])("leaves nothing behind when %s", async (_, answer) => {
    await expect((await fetchFrom(newKey(), [answer])).result).rejects.toBeInstanceOf(DownloadError);
    expect(await parts()).toEqual([]);
  });
});

describe("a file that is not what it should be", () => {
  it.each<[string, { sha256?: string; maxBytes?: number }, string]>([
    ["other bytes", { sha256: "0".repeat(64) }, "upload-incomplete"],
    ["too many bytes", { maxBytes: 10 }, "too-large"],
  ])("%s: is not kept, and nothing of it stays", async (_, options, code) => {
    const key = newKey();
    await expect((await fetchFrom(key, [{ ...whole, stream: part(0, 16) }], options)).result).rejects.toMatchObject({ code });
    expect([await getStorage().stat(key), await parts()]).toEqual([null, []]);
  });
});
