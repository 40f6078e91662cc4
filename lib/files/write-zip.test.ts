import { execFileSync } from "node:child_process";
import { closeSync, ftruncateSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { unzipSync, zipSync } from "fflate";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type ZipEntry, writeZip } from "./write-zip";

const lastModified = new Date(2026, 10, 30, 23, 59, 58);
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const entryOf = (name: string, ...pieces: Uint8Array[]): ZipEntry => {
  return { name, lastModified, mostBytes: pieces.reduce((sum, { length }) => sum + length, 0), pieces };
};

async function* each<T>(items: Iterable<T>): AsyncGenerator<T> {
  yield* items;
}

async function whole(entries: Iterable<ZipEntry>): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of writeZip(each(entries))) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces);
}

const hasPython = (() => {
  try {
    return execFileSync("python3", ["-c", "print(1)"]).toString().trim() === "1";
  } catch {
    return false;
  }
})();

/** What Python's own reader says, which follows every field to its end and sums each file that it reads. */
const SCRIPT = `
import json, sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as z:
    files = [[i.filename, i.file_size, list(i.date_time)] for i in z.infolist()]
    read = {n: z.read(n).decode() for n in sys.argv[2:]}
print(json.dumps({"files": files, "read": read}))`;

interface Seen {
  files: [name: string, bytes: number, time: number[]][];
  read: Record<string, string>;
}

describe("an archive that is written while it is read", () => {
  let folder: string;
  beforeEach(() => void (folder = mkdtempSync(path.join(tmpdir(), "zip-"))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** Writes it to a file, in which zeros take no room. */
  async function readBack(entries: Iterable<ZipEntry>, ...read: string[]): Promise<Seen> {
    const file = path.join(folder, "archive.zip");
    const opened = openSync(file, "w");
    let at = 0;
    for await (const piece of writeZip(each(entries))) {
      if (piece !== ZEROS) writeSync(opened, piece, 0, piece.length, at);
      at += piece.length;
    }
    ftruncateSync(opened, at);
    closeSync(opened);
    return JSON.parse(execFileSync("python3", ["-c", SCRIPT, file, ...read]).toString()) as Seen;
  }

  const ZEROS = new Uint8Array(8 * 1024 * 1024);

  it("has the very bytes, and sums them as another writer does", async () => {
    const files = { "one.txt": bytesOf("123456789"), "海港/two.txt": bytesOf(""), "three.bin": new Uint8Array(300_000).fill(7) };
    const archive = await whole(Object.entries(files).map(([name, bytes]) => entryOf(name, bytes.subarray(0, 5), bytes.subarray(5))));
    expect(unzipSync(archive)).toEqual(files);
    expect(sumsOf(archive)).toEqual(sumsOf(Buffer.from(zipSync(files, { level: 0 }))));
    expect(sumsOf(archive)[0], "the sum that every description of CRC-32 gives").toBe(0xcbf43926);
  });

  it("is the end alone where it has no file", async () => {
    expect(unzipSync(await whole([]))).toEqual({});
  });

  it("says how long a file became that was to be longer", async () => {
    const archive = await whole([{ ...entryOf("cut.mp4", bytesOf("begin")), mostBytes: 900 }, entryOf("next.txt", bytesOf("next"))]);
    expect(unzipSync(archive)).toEqual({ "cut.mp4": bytesOf("begin"), "next.txt": bytesOf("next") });
  });

  it("opens one file after the other, and lets go of it when the reader leaves", async () => {
    const told: string[] = [];
    async function* entries(): AsyncGenerator<ZipEntry> {
      for (const name of ["a", "b"]) {
        told.push(`open ${name}`);
        try {
          yield entryOf(name, ZEROS, ZEROS);
        } finally {
          told.push(`close ${name}`);
        }
      }
    }
    const archive = writeZip(entries());
    await archive.next();
    await archive.next();
    expect(told).toEqual(["open a"]);
    await archive.return();
    expect(told).toEqual(["open a", "close a"]);
  });

  it.skipIf(!hasPython)("is read by another reader: names, times, bytes and sums", async () => {
    const { files, read } = await readBack([entryOf("清晨.txt", bytesOf("一艘船离港"))], "清晨.txt");
    expect(files).toEqual([["清晨.txt", 15, [2026, 11, 30, 23, 59, 58]]]);
    expect(read["清晨.txt"]).toBe("一艘船离港");
  });

  it.skipIf(!hasPython)("has files of more than 4 GiB, and files behind them", { timeout: 60_000 }, async () => {
    const times = 513;
    const large = entryOf("large.mp4", ...Array.from({ length: times }, () => ZEROS));
    // Was to be so large, and broke off.
    const cut = { ...large, name: "cut.mp4", pieces: [bytesOf("begin")] };
    const { files, read } = await readBack([large, cut, entryOf("behind.txt", bytesOf("here"))], "cut.mp4", "behind.txt");
    expect(files.map(([name, bytes]) => [name, bytes])).toEqual([
      ["large.mp4", times * ZEROS.length],
      ["cut.mp4", 5],
      ["behind.txt", 4],
    ]);
    expect(read).toEqual({ "cut.mp4": "begin", "behind.txt": "here" });
  });

  it("has more files than its first form could count", { timeout: 60_000 }, async () => {
    const entries = Array.from({ length: 66_000 }, (_, index) => entryOf(`${index}.txt`, bytesOf(String(index))));
    // This reader goes by the count, and Python's by the length of the directory.
    const files = unzipSync(await whole(entries));
    expect(Object.keys(files)).toHaveLength(66_000);
    expect(files["65999.txt"]).toEqual(bytesOf("65999"));
  });
});

/** The sums in the directory at the end of an archive. */
function sumsOf(archive: Buffer): number[] {
  const sums: number[] = [];
  for (let at = archive.indexOf("PK\u0001\u0002"); at !== -1; at = archive.indexOf("PK\u0001\u0002", at + 1))
    sums.push(archive.readUInt32LE(at + 16));
  return sums;
}
