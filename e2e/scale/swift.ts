import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { userInfo } from "node:os";
import path from "node:path";
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { findFreePort } from "@/lib/platform/processes/ports";
import { s3ClientConfig } from "@/lib/platform/storage/s3";
import type { startS3 } from "@/lib/testing/s3-server";
import { waitUntil } from "../faults/wait-until";

type RunningS3 = Awaited<ReturnType<typeof startS3>>;

/** What keeps things in Swift, each a server of its own. */
const KINDS = ["account", "container", "object"] as const;

/** The door, with S3 before it. Its cache is nowhere: it works without, and asks each time. */
const PROXY = `
[pipeline:main]
pipeline = catch_errors gatekeeper cache listing_formats s3api tempauth bulk slo proxy-server
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
[filter:cache]
use = egg:swift#memcache
memcache_servers = 127.0.0.1:1
[filter:tempauth]
use = egg:swift#tempauth
user_studio_dailies = only-for-a-rehearsal .admin
${["catch_errors", "gatekeeper", "listing_formats", "s3api", "bulk", "slo"].map((name) => `[filter:${name}]\nuse = egg:swift#${name}`).join("\n")}
`;

/** OpenStack Swift with its own reading of S3, on one machine: nothing of it is shared with the stand-in of the tests. */
export async function startSwift(folder: string): Promise<RunningS3> {
  const etc = path.join(folder, "etc");
  const devices = path.join(folder, "devices");
  for (const made of [etc, path.join(devices, "disk")]) mkdirSync(made, { recursive: true });
  const general = (port: number): string =>
    `[DEFAULT]\nbind_ip = 127.0.0.1\nbind_port = ${port}\nworkers = 0\nuser = ${userInfo().username}\nswift_dir = ${etc}\n`;
  writeFileSync(
    path.join(etc, "swift.conf"),
    "[swift-hash]\nswift_hash_path_suffix = rehearsal\n[storage-policy:0]\nname = one\ndefault = yes\n",
  );
  const servers: ChildProcess[] = [];
  const start = (kind: string, settings: string): void => {
    const file = path.join(etc, `${kind}-server.conf`);
    writeFileSync(file, settings);
    servers.push(spawn(`swift-${kind}-server`, [file], { cwd: folder, stdio: "ignore" }));
  };
  for (const kind of KINDS) {
    const port = await findFreePort();
    const ring = (...args: string[]): void =>
      void execFileSync("swift-ring-builder", [path.join(etc, `${kind}.builder`), ...args], { stdio: "ignore" });
    // Few places and one copy of each file: what is rehearsed is the studio, not Swift.
    ring("create", "4", "1", "0");
    ring("add", `r1z1-127.0.0.1:${port}/disk`, "1");
    ring("rebalance");
    const parts = `[pipeline:main]\npipeline = ${kind}-server\n[app:${kind}-server]\nuse = egg:swift#${kind}\n`;
    start(kind, `${general(port)}devices = ${devices}\nmount_check = false\n${parts}`);
  }
  const port = await findFreePort();
  start("proxy", `${general(port)}${PROXY}`);
  const settings: RunningS3["settings"] = {
    bucket: "dailies",
    region: "us-east-1",
    endpoint: `http://127.0.0.1:${port}`,
    accessKeyId: "studio:dailies",
    secretAccessKey: "only-for-a-rehearsal",
    forcePathStyle: true,
    prefix: "studio",
  };
  const client = new S3Client(s3ClientConfig({ ...settings, tempDir: folder }));
  const made = (): Promise<boolean> =>
    client.send(new CreateBucketCommand({ Bucket: settings.bucket })).then(
      () => true,
      () => false,
    );
  const stop = async (): Promise<void> => {
    client.destroy();
    for (const server of servers.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null)) {
      server.kill("SIGKILL");
      await once(server, "exit");
    }
  };
  try {
    await waitUntil("Swift answers", made, 60_000);
  } catch (error) {
    await stop();
    throw error;
  }
  return { settings, stop };
}
