import { mkdtemp, open, readdir, rm, stat } from "node:fs/promises";
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
