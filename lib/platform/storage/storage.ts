import "server-only";
import path from "node:path";
import { type Env, getEnv } from "../env";
import { singleton } from "../singleton";
import { createLocalStorage } from "./local";
import { createS3Storage, type S3Settings } from "./s3";
import type { Storage } from "./types";

/** The bucket that these settings name. */
export const s3SettingsOf = (env: Extract<Env, { storage: "s3" }>): S3Settings => ({
  bucket: env.s3Bucket,
  region: env.s3Region,
  endpoint: env.s3Endpoint,
  accessKeyId: env.s3AccessKeyId,
  secretAccessKey: env.s3SecretAccessKey,
  forcePathStyle: env.s3ForcePathStyle,
  prefix: env.s3Prefix,
  tempDir: path.join(env.dataDir, "media-tmp"),
});

/** The storage that these settings name. */
export const createStorage = (env: Env): Storage =>
  env.storage === "local" ? createLocalStorage(env.dataDir) : createS3Storage(s3SettingsOf(env));

const storage = singleton<Storage>("storage", () => createStorage(getEnv()));

/** Where files are kept, as the settings say: a folder or a bucket. */
export const getStorage = (): Storage => storage.get();

/** Lets tests that changed the settings have them read again. */
export const forgetStorage = (): void => void storage.clear();
