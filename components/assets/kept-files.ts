import type * as IdbKeyval from "idb-keyval";

/** As much as may be brought at all; a browser that has less room refuses by itself. */
const MOST_BYTES = 512 * 1024 * 1024;
/** As long as the studio waits for the rest of an upload. */
const LIFE_MS = 86_400_000;

interface KeptFile {
  file: File;
  at: number;
}

/**
 * Keeps the bytes of files on their way in this browser, so that a reload goes on by itself. A browser that refuses (a private
 * window, a full disk) only means that the file has to be chosen again. Each person's are apart.
 */
export function createKeptFiles(userId: string) {
  let opened: Promise<{ idb: typeof IdbKeyval; store: IdbKeyval.UseStore }> | undefined;
  const open = () =>
    (opened ??= import("idb-keyval").then((idb) => ({ idb, store: idb.createStore(`dailies.uploads:${userId}`, "files") })));

  async function attempt<T>(work: (idb: typeof IdbKeyval, store: IdbKeyval.UseStore) => Promise<T>): Promise<T | undefined> {
    try {
      const { idb, store } = await open();
      return await work(idb, store);
    } catch {
      return undefined;
    }
  }

  return {
    /** @param key as the composer calls the file */
    async keep(key: string, file: File): Promise<void> {
      if (file.size <= MOST_BYTES)
        await attempt((idb, store) => idb.set(`file:${key}`, { file, at: Date.now() } satisfies KeptFile, store));
    },
    /** From now on the draft knows it by this asset. */
    name: (key: string, assetId: string) => attempt((idb, store) => idb.set(`asset:${assetId}`, key, store)),
    /** @param name an asset's id, or the composer's own key of a file that has none yet */
    async find(name: string): Promise<File | null> {
      const kept = await attempt(async (idb, store) => {
        const key = (await idb.get<string>(`asset:${name}`, store)) ?? name;
        return idb.get<KeptFile>(`file:${key}`, store);
      });
      return kept && Date.now() - kept.at < LIFE_MS ? kept.file : null;
    },
    /** It is there, or nobody wants it. */
    drop: (key: string, assetId: string | null) =>
      attempt(async (idb, store) => {
        // After a reload the composer calls it by another key than the one under which it lies.
        const named = assetId === null ? undefined : await idb.get<string>(`asset:${assetId}`, store);
        await idb.delMany([`file:${key}`, ...(named ? [`file:${named}`] : []), ...(assetId ? [`asset:${assetId}`] : [])], store);
      }),
    /** Takes away what nobody came back for. */
    sweep: () =>
      attempt(async (idb, store) => {
        const entries = await idb.entries<string, KeptFile | string>(store);
        const lives = (value: KeptFile | string | undefined) => typeof value === "object" && Date.now() - value.at < LIFE_MS;
        const files = new Map(entries);
        const old = entries.flatMap(([name, value]) =>
          lives(typeof value === "string" ? files.get(`file:${value}`) : value) ? [] : [name],
        );
        await idb.delMany(old, store);
      }),
  };
}

export type KeptFiles = ReturnType<typeof createKeptFiles>;
