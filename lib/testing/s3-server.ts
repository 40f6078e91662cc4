import { mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import type { S3Settings } from "@/lib/platform/storage/s3";
import { frontOf } from "./s3-multipart";

interface S3rver {
  run(): Promise<{ port: number }>;
  close(): Promise<void>;
}
type S3rverConstructor = new (options: object) => S3rver;

/** An S3 on this machine that checks signatures, for tests. */
export async function startS3(): Promise<{ settings: Omit<S3Settings, "tempDir">; stop: () => Promise<void> }> {
  const directory = await mkdtemp(path.join(tmpdir(), "dailies-s3-"));
  // It is CommonJS and cannot be imported.
  const S3rver = createRequire(import.meta.url)("@20minutes/s3rver") as S3rverConstructor;
  const server = new S3rver({ address: "127.0.0.1", port: 0, silent: true, directory, configureBuckets: [{ name: "dailies" }] });
  const front = await frontOf((await server.run()).port);
  return {
    settings: {
      bucket: "dailies",
      region: "us-east-1",
      endpoint: `http://127.0.0.1:${front.port}`,
      // The names that this server was born with.
      accessKeyId: "S3RVER",
      secretAccessKey: "S3RVER",
      forcePathStyle: true,
      prefix: "studio",
    },
    stop: async () => {
      front.stop();
      await server.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
