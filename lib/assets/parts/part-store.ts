import { db } from "@/lib/platform/db/client";
import { type Env, getEnv } from "@/lib/platform/env";
import { s3Prefix } from "@/lib/platform/storage/s3";
import { s3SettingsOf } from "@/lib/platform/storage/storage";
import { type StoredFile, UPLOADS_FOLDER } from "@/lib/platform/storage/types";
import { BucketParts } from "./bucket-parts";
import { LocalParts } from "./local-parts";

/** What tus writes to. */
type PartStore = LocalParts | BucketParts;

const stores = new WeakMap<Env, PartStore>();

/** Where uploads lie until their last byte is here: in the same folder or bucket as all files. */
export function getPartStore(): PartStore {
  const env = getEnv();
  let store = stores.get(env);
  if (!store) {
    store = env.storage === "local" ? new LocalParts(env.dataDir, sizeOf) : new BucketParts(s3SettingsOf(env), sizeOf);
    stores.set(env, store);
  }
  return store;
}

/** What an upload is called in that store. */
export function partIdOf(assetId: string): string {
  const env = getEnv();
  if (env.storage === "local") return assetId;
  const prefix = s3Prefix(s3SettingsOf(env));
  return `${prefix ? `${prefix}/` : ""}${partKey(assetId)}`;
}

/** The same as a key of the storage, for whoever reads it there. */
export const partKey = (assetId: string): string => `${UPLOADS_FOLDER}/${assetId}`;

/** What an upload is by its bytes, where this process heard all of them; null where they have to be read. */
export async function hashOfParts(assetId: string): Promise<StoredFile | null> {
  const store = getPartStore();
  return store instanceof LocalParts ? store.hashOf(partIdOf(assetId)) : null;
}

/** Takes away all that has come of an upload. */
export const removeParts = (assetId: string): Promise<void> => getPartStore().remove(partIdOf(assetId));

/** How long an upload will be: what was reserved for it. */
async function sizeOf(id: string): Promise<number | null> {
  const row = await db.asset.findFirst({ where: { id, status: "uploading", deletedAt: null }, select: { sizeBytes: true } });
  return row?.sizeBytes ?? null;
}
