import { createHash, randomBytes } from "node:crypto";
import { mkdir, mkdtemp, readFile, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AppError } from "@/lib/shared/errors";
import { newId } from "@/lib/shared/ids";
import { assetKey, keyOf, mediaKey } from "@/lib/files/keys";
import { createLocalStorage } from "./local";
import { createS3Storage } from "./s3";
import { startS3 } from "@/lib/testing/s3-server";
import type { Storage } from "./types";

const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
const newKey = (): string => mediaKey(newId(), newId(), "video");

async function readAll(stream: ReadableStream<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** Bytes in pieces, with something that happens after some of them. */
async function* pieces(bytes: Buffer, count: number, after?: (index: number) => void): AsyncGenerator<Uint8Array> {
  const length = Math.ceil(bytes.length / count);
  for (let index = 0; index < count; index++) {
    yield bytes.subarray(index * length, (index + 1) * length);
    after?.(index);
  }
}

const hasCode = (code: string) => (error: unknown) => error instanceof AppError && error.code === code;

interface Subject {
  storage: Storage;
  dataDir: string;
  stop: () => Promise<void>;
}

async function local(): Promise<Subject> {
  const dataDir = await mkdtemp(path.join(tmpdir(), "dailies-storage-"));
  return { storage: createLocalStorage(dataDir), dataDir, stop: () => rm(dataDir, { recursive: true, force: true }) };
}

async function s3(): Promise<Subject> {
  const dataDir = await mkdtemp(path.join(tmpdir(), "dailies-storage-"));
  const server = await startS3();
  return {
    storage: createS3Storage({ ...server.settings, tempDir: path.join(dataDir, "media-tmp") }),
    dataDir,
    stop: async () => {
      await server.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

describe.each([
  ["a folder", local],
  ["a bucket", s3],
])("storage in %s", (_, start) => {
  let subject: Subject;
  let storage: Storage;
  beforeAll(async () => {
    subject = await start();
    storage = subject.storage;
  }, 30_000);
  afterAll(() => subject.stop());

  it.each([
    ["a buffer", (bytes: Buffer) => bytes],
    ["a Node stream", (bytes: Buffer) => Readable.from(pieces(bytes, 7))],
    ["a generator", (bytes: Buffer) => pieces(bytes, 3)],
  ])("keeps %s and gives it back", async (_name, wrap) => {
    const bytes = randomBytes(300_001);
    const key = newKey();
    expect(await storage.put(key, wrap(bytes), { contentType: "video/mp4" })).toEqual({ sizeBytes: 300_001, sha256: sha256(bytes) });
    expect(await storage.stat(key)).toEqual({ sizeBytes: 300_001 });
    const opened = await storage.openRange(key);
    expect(opened).toMatchObject({ sizeBytes: 300_001, start: 0, end: 300_000 });
    expect((await readAll(opened!.stream)).equals(bytes)).toBe(true);
  });

  it("keeps bytes only when they are the expected ones", async () => {
    const key = newKey();
    const bytes = randomBytes(50_000);
    await expect(storage.put(key, bytes, { expectedSha256: sha256(randomBytes(9)) })).rejects.toSatisfy(hasCode("upload-incomplete"));
    expect(await storage.stat(key)).toBeNull();
    await storage.put(key, bytes, { expectedSha256: sha256(bytes) });
    await storage.secure(key);
    expect(await storage.stat(key)).toEqual({ sizeBytes: 50_000 });
  });

  it("keeps more than one part's worth", async () => {
    const bytes = randomBytes(20 * 1024 * 1024 + 1);
    const key = newKey();
    expect(await storage.put(key, Readable.from(pieces(bytes, 300)))).toEqual({ sizeBytes: bytes.length, sha256: sha256(bytes) });
    const { stream } = (await storage.openRange(key))!;
    expect(sha256(await readAll(stream))).toBe(sha256(bytes));
  }, 30_000);

  it("keeps a file without bytes", async () => {
    const key = newKey();
    expect(await storage.put(key, Buffer.alloc(0))).toEqual({ sizeBytes: 0, sha256: sha256(Buffer.alloc(0)) });
    const opened = await storage.openRange(key);
    expect(opened).toMatchObject({ sizeBytes: 0, end: -1 });
    expect(await readAll(opened!.stream)).toHaveLength(0);
  });

  it("gives any part of a file", async () => {
    const bytes = randomBytes(700_000);
    const key = newKey();
    await storage.put(key, bytes);
    for (const [start, end] of [
      [0, 0],
      [0, 99],
      [262_143, 262_144],
      [600_000, undefined],
      [699_999, 699_999],
      [10, 5_000_000],
    ] as const) {
      const opened = (await storage.openRange(key, end === undefined ? { start } : { start, end }))!;
      const last = Math.min(end ?? 699_999, 699_999);
      expect(opened).toMatchObject({ sizeBytes: 700_000, start, end: last });
      expect((await readAll(opened.stream)).equals(bytes.subarray(start, last + 1))).toBe(true);
    }
    await expect(storage.openRange(key, { start: 700_000 })).rejects.toThrow(RangeError);
  });

  it("replaces what was there", async () => {
    const key = newKey();
    await storage.put(key, Buffer.from("first"));
    await storage.put(key, Buffer.from("second!"));
    expect((await readAll((await storage.openRange(key))!.stream)).toString()).toBe("second!");
  });

  it("knows nothing of files that are not there", async () => {
    const key = newKey();
    expect(await storage.stat(key)).toBeNull();
    expect(await storage.openRange(key)).toBeNull();
    expect(await storage.openRange(key, { start: 0, end: 1 })).toBeNull();
    await expect(storage.delete(key)).resolves.toBeUndefined();
    await expect(storage.withLocalFile(key, async () => undefined)).rejects.toSatisfy(hasCode("not-found"));
  });

  it("deletes", async () => {
    const key = newKey();
    await storage.put(key, Buffer.from("x"));
    await storage.delete(key);
    expect(await storage.stat(key)).toBeNull();
  });

  const leftovers = () => readdir(path.join(subject.dataDir, "media-tmp")).catch(() => []);

  it("keeps nothing of a source that breaks, and throws its error", async () => {
    const key = newKey();
    const reason = new Error("the browser went away");
    const source = pieces(randomBytes(100_000), 4, (index) => {
      if (index === 2) throw reason;
    });
    await expect(storage.put(key, source)).rejects.toThrow("the browser went away");
    expect(await storage.stat(key)).toBeNull();
    expect(await leftovers()).toEqual([]);
  });

  it.each([
    ["more than it may be", { maxBytes: 99_999 }, "too-large"],
    ["fewer than was promised", { expectedBytes: 100_001 }, "upload-incomplete"],
    ["more than was promised", { expectedBytes: 99_999 }, "upload-incomplete"],
  ])("keeps nothing when the bytes are %s", async (_name, options, code) => {
    const key = newKey();
    await expect(storage.put(key, pieces(randomBytes(100_000), 4), options)).rejects.toSatisfy(hasCode(code));
    expect(await storage.stat(key)).toBeNull();
    expect(await leftovers()).toEqual([]);
  });

  it("keeps what was there when the next upload fails", async () => {
    const key = newKey();
    await storage.put(key, Buffer.from("good"));
    await expect(storage.put(key, pieces(randomBytes(1_000), 4), { maxBytes: 500 })).rejects.toThrow(AppError);
    expect((await readAll((await storage.openRange(key))!.stream)).toString()).toBe("good");
  });

  it("stops when it is told to, also while the source is silent", async () => {
    const key = newKey();
    const abort = new AbortController();
    const source = new Readable({ read: () => undefined });
    source.push(randomBytes(1_000));
    const putting = storage.put(key, source, { signal: abort.signal });
    abort.abort(new Error("stopped by hand"));
    await expect(putting).rejects.toThrow("stopped by hand");
    expect(source.destroyed).toBe(true);
    expect(await storage.stat(key)).toBeNull();
    expect(await leftovers()).toEqual([]);
  });

  it("lends a file to tools that want a path, and takes it back", async () => {
    const key = newKey();
    const bytes = randomBytes(10_000);
    await storage.put(key, bytes);
    const lent = await storage.withLocalFile(key, async (file) => ({ same: (await readFile(file)).equals(bytes) }));
    expect(lent).toEqual({ same: true });
    await expect(storage.withLocalFile(key, () => Promise.reject(new Error("tool broke")))).rejects.toThrow("tool broke");
    expect(await leftovers()).toEqual([]);
    expect(await storage.stat(key)).toEqual({ sizeBytes: 10_000 });
  });

  it("survives readers that go away, before, while and after reading", async () => {
    const key = newKey();
    await storage.put(key, randomBytes(2_000_000));
    const troubles: unknown[] = [];
    const onTrouble = (error: unknown): void => void troubles.push(error);
    process.on("uncaughtException", onTrouble);
    process.on("unhandledRejection", onTrouble);
    try {
      for (let round = 0; round < 20; round++) {
        const { stream } = (await storage.openRange(key))!;
        const reader = stream.getReader();
        for (let chunk = 0; chunk < round % 4; chunk++) await reader.read();
        // Half of them in the middle of a read.
        const reading = round % 2 ? reader.read().catch(() => undefined) : undefined;
        await reader.cancel(new Error("aborted"));
        await reading;
        expect(await reader.read()).toMatchObject({ done: true });
      }
      await new Promise((resolve) => setImmediate(resolve));
    } finally {
      process.off("uncaughtException", onTrouble);
      process.off("unhandledRejection", onTrouble);
    }
    expect(troubles).toEqual([]);
  });

  it("says that it works", async () => {
    expect(await storage.check()).toMatchObject({ ok: true });
  });

  it("sweeps what was left behind a day ago, and nothing younger", async () => {
    const folder = path.join(subject.dataDir, "media-tmp");
    await storage.put(newKey(), Buffer.from("so that the folder is there"));
    await mkdir(folder, { recursive: true });
    const [old, young] = [path.join(folder, "old.part"), path.join(folder, "young.part")];
    await writeFile(old, "x");
    await writeFile(young, "x");
    const longAgo = new Date(Date.now() - 25 * 60 * 60 * 1000);
    await utimes(old, longAgo, longAgo);
    expect(await storage.sweep()).toBe(1);
    expect(await leftovers()).toEqual(["young.part"]);
    await rm(young);
  });

  it("takes no key that was not made of ids", async () => {
    for (const key of ["../etc/passwd", "media/../../x", "/media/x", "media//x", "media/.hidden", "other/x", "media\\x", ""]) {
      await expect(async () => storage.put(key, Buffer.from("x"))).rejects.toThrow("Not a storage key.");
    }
  });

  it("takes over a finished file: it is under its key, and gone from where it was", async () => {
    const { storage, dataDir } = subject;
    const bytes = randomBytes(100_000);
    await mkdir(path.join(dataDir, "media-tmp"), { recursive: true });
    const file = path.join(dataDir, "media-tmp", "finished.part");
    await writeFile(file, bytes);
    const key = newKey();
    await storage.takeOver(key, file, { contentType: "video/mp4", expectedSha256: sha256(bytes) });
    expect(await readAll((await storage.openRange(key))!.stream)).toEqual(bytes);
    await expect(readFile(file)).rejects.toMatchObject({ code: "ENOENT" });
  });
});

// The bucket of these tests turns every call about a whole bucket away; see s3-list.test.ts.
describe("a folder", () => {
  it("lists every file that it keeps, and what is unfinished is none", async () => {
    const { storage, dataDir, stop } = await local();
    const keys = [newKey(), assetKey(newId(), newId())];
    for (const key of keys) await storage.put(key, Buffer.from("x"));
    await mkdir(path.join(dataDir, "media-tmp"), { recursive: true });
    await writeFile(path.join(dataDir, "media-tmp", "unfinished.part"), "x");
    const listed = new Map<string, Date>();
    for await (const { key, writtenAt } of storage.list()) listed.set(key, writtenAt);
    expect([...listed.keys()]).toEqual(expect.arrayContaining(keys));
    expect([...listed.keys()].filter((key) => key.includes("media-tmp"))).toEqual([]);
    expect(Math.abs(listed.get(keys[0]!)!.getTime() - Date.now())).toBeLessThan(3_600_000);
    await stop();
  });
});

describe("storage keys", () => {
  const [team, item] = ["01a203d6-5258-77da-ac23-d9099fb05a65", "01a203d6-5258-77da-ac23-d9099fb05aff"];

  it("are made of ids, the same for the same ids", () => {
    expect(assetKey(team, item)).toBe(`assets/${team}/ff/${item}/original`);
    expect(keyOf({ teamId: team, assetId: item }, "thumbnail")).toBe(`assets/${team}/ff/${item}/thumbnail.webp`);
    expect(mediaKey(team, item, "video")).toBe(`media/${team}/ff/${item}/video.mp4`);
    expect(new Set([mediaKey(team, item, "video"), mediaKey(team, item, "poster"), mediaKey(team, item, "lastFrame")]).size).toBe(3);
    expect(assetKey(team.toUpperCase(), item.toUpperCase())).toBe(assetKey(team, item));
  });

  it("are not made of anything else", () => {
    expect(() => assetKey("../..", item)).toThrow();
    expect(() => mediaKey(team, "", "video")).toThrow();
  });
});
