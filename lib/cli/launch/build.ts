import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { runToEnd } from "./run";
import { withLock } from "@/lib/platform/processes/lock";
import { failures } from "../terminal/failures";
import { ROOT } from "./child-process";

/** All that can change what `next build` makes. */
const SOURCES = [
  ...["app", "components", "lib", "prisma/schema.prisma"],
  ...["next.config.mjs", "postcss.config.mjs", "proxy.ts", "tsconfig.json", "package.json", "package-lock.json"],
];
// The command line, the server in front of the pages, the tests and the generated client (made from the schema, which counts) leave the build as it is.
const IGNORED =
  /(^|\/)(lib\/cli|lib\/server|lib\/tools|lib\/testing|lib\/platform\/db\/generated|lib\/platform\/embedded-postgres)(\/|$)|\.test\.tsx?$/;

/** A fingerprint of the sources below `root`: equal fingerprints make equal builds. */
export function sourceFingerprint(root: string): string {
  const hash = createHash("sha256");
  for (const file of SOURCES.flatMap((source) => listFiles(root, source))) {
    const content = readFileSync(path.join(root, file));
    // The lengths keep a shift of text between two files from going unnoticed.
    hash.update(`${file}\0${content.length}\0`).update(content);
  }
  return hash.digest("hex");
}

function listFiles(root: string, relative: string): string[] {
  const absolute = path.join(root, relative);
  if (IGNORED.test(relative) || !existsSync(absolute)) return [];
  if (!statSync(absolute).isDirectory()) return [relative];
  return readdirSync(absolute)
    .sort()
    .flatMap((name) => listFiles(root, `${relative}/${name}`));
}

const stampFile = (root: string): string => path.join(root, ".next", "dailies-build");

export function isBuilt(root: string, fingerprint: string): boolean {
  return (
    existsSync(path.join(root, ".next", "BUILD_ID")) && existsSync(stampFile(root)) && readFileSync(stampFile(root), "utf8") === fingerprint
  );
}

/**
 * Next takes the names of actions from this key, so it is equal in every build: two machines then know the same
 * actions, and so does a page of the version before. It is no secret: what a studio encrypts while it runs it
 * encrypts with `actionKey` of its own.
 */
const ACTION_NAMES_KEY = createHash("sha256").update("dailies: names of actions").digest("base64");

/** What would be random in a build of Next's follows from the sources instead, so that the builds of two machines are one. */
export const buildEnvironment = (fingerprint: string) => ({
  NODE_ENV: "production" as const,
  NEXT_TELEMETRY_DISABLED: "1",
  DAILIES_BUILD_ID: fingerprint.slice(0, 20),
  NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: ACTION_NAMES_KEY,
});

/** Ten minutes: as long as another process may take to build on a very slow machine. */
const PATIENCE_MS = 600_000;

/** Builds the pages if the sources have changed since the last time. Two at once would spoil each other's files. */
export async function buildWhenChanged(signal?: AbortSignal, root = ROOT): Promise<void> {
  await withLock(path.join(root, ".runtime", "build.lock"), {
    isDone: async () => isBuilt(root, sourceFingerprint(root)) || null,
    work: async () => {
      await build(root, signal);
      return true;
    },
    patienceMs: PATIENCE_MS,
  });
}

async function build(root: string, signal: AbortSignal | undefined): Promise<void> {
  // Taken before: what is edited while it builds makes the next start build again.
  const fingerprint = sourceFingerprint(root);
  const result = await runToEnd(process.execPath, [path.join("node_modules", "next", "dist", "bin", "next"), "build"], {
    cwd: root,
    env: { ...process.env, ...buildEnvironment(fingerprint) },
    ...(signal ? { signal } : {}),
  });
  signal?.throwIfAborted();
  if (result.code !== 0) throw failures.buildFailed(result.output.trim());
  writeFileSync(stampFile(root), fingerprint);
}
