import { createHash, randomBytes } from "node:crypto";
import { mkdtemp, open, readdir, readFile, rm, stat } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AppError } from "@/lib/shared/errors";
import { newId } from "@/lib/shared/ids";
import { mediaKey } from "@/lib/files/keys";
import { createLocalStorage, type Disk } from "./local";

let dataDir: string;
beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), "dailies-local-"));
});
afterAll(() => rm(dataDir, { recursive: true, force: true }));

const newKey = (): string => mediaKey(newId(), newId(), "video");
const parts = () => readdir(path.join(dataDir, "media-tmp"));
const failure = (code: string) => Object.assign(new Error(`${code}: pretended`), { code });

/** A disk whose files fail in one of their methods. */
function brokenDisk(method: "write" | "sync", error: Error): Disk {
  return {
    open: (async (...args: Parameters<typeof open>) => {
      const handle = await open(...args);
      return new Proxy(handle, {
        get: (target, property) => {
          if (property === method) return () => Promise.reject(error);
          const value: unknown = Reflect.get(target, property);
          return typeof value === "function" ? value.bind(target) : value;
        },
      });
    }) as typeof open,
  };
}

describe("storage on a disk", () => {
  it.each(["ENOSPC", "EDQUOT", "EROFS", "EFBIG", "EIO"])("calls %s a full storage, and leaves no part behind", async (code) => {
    const storage = createLocalStorage(dataDir, brokenDisk("write", failure(code)));
    const key = newKey();
    await expect(storage.put(key, Buffer.from("x"))).rejects.toSatisfy(
      (error) => error instanceof AppError && error.code === "storage-full" && (error.cause as { code: string }).code === code,
    );
    expect(await parts()).toEqual([]);
    expect(await storage.stat(key)).toBeNull();
  });

  it("keeps nothing when the bytes cannot be made safe", async () => {
    const storage = createLocalStorage(dataDir, brokenDisk("sync", failure("EIO")));
    const key = newKey();
    await expect(storage.put(key, Buffer.from("x"))).rejects.toSatisfy(
      (error) => error instanceof AppError && error.code === "storage-full",
    );
    expect(await storage.stat(key)).toBeNull();
    expect(await parts()).toEqual([]);
  });

  it("shows nothing whose name cannot be made safe, so that it is written anew", async () => {
    const storage = createLocalStorage(dataDir, { open, syncFolders: () => Promise.reject(failure("EIO")) });
    const key = newKey();
    await expect(storage.put(key, Buffer.from("x"))).rejects.toSatisfy(
      (error) => error instanceof AppError && error.code === "storage-full",
    );
    expect(await storage.stat(key)).toBeNull();
    expect(await parts()).toEqual([]);
  });

  it("makes a name safe that somebody else left behind, with every folder above it", async () => {
    const key = newKey();
    await createLocalStorage(dataDir).put(key, Buffer.from("x"));
    const asked: unknown[] = [];
    await createLocalStorage(dataDir, { open, syncFolders: (...given) => Promise.resolve(void asked.push(given)) }).secure(key);
    expect(asked).toEqual([[path.dirname(path.join(dataDir, key)), path.join(dataDir, "media")]]);
    await createLocalStorage(dataDir).secure(key);
  });

  it("writes on when a write takes fewer bytes than it was given", async () => {
    const disk: Disk = {
      open: (async (...args: Parameters<typeof open>) => {
        const handle = await open(...args);
        return new Proxy(handle, {
          get: (target, property) => {
            if (property === "write")
              return (chunk: Uint8Array, offset: number, length: number) => target.write(chunk, offset, Math.min(3, length));
            const value: unknown = Reflect.get(target, property);
            return typeof value === "function" ? value.bind(target) : value;
          },
        });
      }) as typeof open,
    };
    const storage = createLocalStorage(dataDir, disk);
    const key = newKey();
    expect(await storage.put(key, Buffer.from("0123456789"))).toMatchObject({ sizeBytes: 10 });
    expect(await storage.stat(key)).toEqual({ sizeBytes: 10 });
  });

  it("keeps every byte of pieces of every size, in their order", async () => {
    const storage = createLocalStorage(dataDir);
    const key = newKey();
    const bytes = randomBytes(3_000_000);
    const sizes = [1, 700_000, 65_536, 0, 524_288, 100];
    const { sha256 } = await storage.put(
      key,
      (async function* () {
        for (let offset = 0, turn = 0; offset < bytes.length; offset += sizes[turn++ % sizes.length]!)
          yield bytes.subarray(offset, offset + sizes[turn % sizes.length]!);
      })(),
    );
    expect(sha256).toBe(createHash("sha256").update(bytes).digest("hex"));
    expect((await readFile(path.join(dataDir, ...key.split("/")))).equals(bytes)).toBe(true);
  });

  it("ends the source of a long file when the disk gives up in its middle", async () => {
    const storage = createLocalStorage(dataDir, brokenDisk("write", failure("ENOSPC")));
    let ended = false;
    const endless = (async function* () {
      try {
        for (;;) yield Buffer.alloc(100_000);
      } finally {
        ended = true;
      }
    })();
    await expect(storage.put(newKey(), endless)).rejects.toMatchObject({ code: "storage-full" });
    expect(ended).toBe(true);
    expect(await parts()).toEqual([]);
  });

  it("keeps nothing of a source that breaks while a piece of it is written", async () => {
    const storage = createLocalStorage(dataDir);
    const key = newKey();
    const broken = (async function* () {
      yield Buffer.alloc(600_000);
      throw new Error("the line broke");
    })();
    await expect(storage.put(key, broken)).rejects.toThrow("the line broke");
    expect(await parts()).toEqual([]);
    expect(await storage.stat(key)).toBeNull();
  });

  it("frees the bytes of a request as it stores them, and nobody else's", async () => {
    const storage = createLocalStorage(dataDir);
    const key = newKey();
    const sent = randomBytes(2_000_000);
    const seen: Uint8Array[] = [];
    const server = createServer((incoming, response) => {
      const read = incoming.read.bind(incoming);
      incoming.read = (size) => {
        const chunk = read(size) as Uint8Array | null;
        if (chunk) seen.push(chunk);
        return chunk;
      };
      void storage.put(key, incoming).then(({ sha256 }) => response.end(sha256));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    try {
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      const answer = await fetch(url, { method: "PUT", body: sent });
      expect(await answer.text()).toBe(createHash("sha256").update(sent).digest("hex"));
    } finally {
      server.close();
    }
    expect(seen.length).toBeGreaterThan(1);
    expect(seen.filter(({ byteLength, buffer }) => byteLength === buffer.byteLength && byteLength > 0)).toEqual([]);
    await storage.put(key, sent);
    expect(sent.byteLength).toBe(2_000_000);
  });

  it("shows a file only when it is whole", async () => {
    const storage = createLocalStorage(dataDir);
    const key = newKey();
    const seen: unknown[] = [];
    await storage.put(
      key,
      (async function* () {
        yield Buffer.from("first half, ");
        seen.push(await storage.stat(key), (await parts()).length);
        yield Buffer.from("second half");
      })(),
    );
    expect(seen).toEqual([null, 1]);
    expect(await storage.stat(key)).toEqual({ sizeBytes: 23 });
  });

  it("lets nobody else read what is being written or kept", async () => {
    const storage = createLocalStorage(dataDir);
    const key = newKey();
    await storage.put(key, Buffer.from("x"));
    const { mode } = await stat(path.join(dataDir, ...key.split("/")));
    expect(mode & 0o077).toBe(0);
  });

  it("says how much room there is, and that a folder cannot be written to", async () => {
    expect((await createLocalStorage(dataDir).check()).freeBytes).toBeGreaterThan(0);
    const broken = createLocalStorage(dataDir, brokenDisk("write", failure("ENOSPC")));
    expect(await broken.check()).toMatchObject({ ok: false, detail: expect.stringContaining("ENOSPC") });
    // A process that may open no more files says nothing about the disk, which would be told as full.
    const breathless = createLocalStorage(dataDir, { open: () => Promise.reject(failure("EMFILE")), syncFolders: () => Promise.resolve() });
    await expect(breathless.check()).rejects.toMatchObject({ code: "EMFILE" });
    expect(await parts()).toEqual([]);
    const missing = createLocalStorage(path.join(dataDir, "file", "below"));
    await createLocalStorage(dataDir).put(newKey(), Buffer.from("x"));
    const handle = await open(path.join(dataDir, "file"), "w");
    await handle.close();
    expect(await missing.check()).toMatchObject({ ok: false, freeBytes: null });
  });

  it("lets go of every file that a reader did not finish", async () => {
    let openFiles = 0;
    const disk: Disk = {
      open: (async (...args: Parameters<typeof open>) => {
        const handle = await open(...args);
        openFiles++;
        const close = handle.close.bind(handle);
        handle.close = async () => {
          openFiles--;
          await close();
        };
        return handle;
      }) as typeof open,
    };
    const storage = createLocalStorage(dataDir, disk);
    const key = newKey();
    await storage.put(key, Buffer.alloc(1_000_000));
    for (let round = 0; round < 50; round++) {
      const { stream } = (await storage.openRange(key))!;
      const reader = stream.getReader();
      void reader.read().catch(() => undefined);
      await reader.cancel();
    }
    await expect(storage.openRange(key, { start: 1_000_000 })).rejects.toThrow(RangeError);
    expect(openFiles).toBe(0);
  });
});
