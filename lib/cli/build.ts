import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { runToEnd } from "./run";
import { failures } from "./failures";
import { ROOT } from "./child-process";
import { formatDuration } from "./output";

/** All that can change what `next build` makes. */
const SOURCES = [
  ...["app", "components", "lib", "prisma/schema.prisma"],
  ...["next.config.mjs", "postcss.config.mjs", "proxy.ts", "tsconfig.json", "package.json", "package-lock.json"],
];
// The command line, the tests and the generated client (made from the schema, which counts) leave the build as it is.
const IGNORED = /(^|\/)(lib\/cli|lib\/testing|lib\/platform\/db\/generated|lib\/platform\/embedded-postgres)(\/|$)|\.test\.tsx?$/;

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
  return existsSync(path.join(root, ".next", "BUILD_ID")) && existsSync(stampFile(root)) && readFileSync(stampFile(root), "utf8") === fingerprint;
}

/** Builds the pages if the sources have changed since the last time. Says in one line what it did. */
export async function buildWhenChanged(root = ROOT): Promise<string> {
  const fingerprint = sourceFingerprint(root);
  if (isBuilt(root, fingerprint)) return "The pages are built";
  const startedAt = performance.now();
  const result = await runToEnd(process.execPath, [path.join("node_modules", "next", "dist", "bin", "next"), "build"], {
    cwd: root,
    env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
  });
  if (result.code !== 0) throw failures.buildFailed(result.output.trim());
  writeFileSync(stampFile(root), fingerprint);
  return `Built the pages in ${formatDuration(performance.now() - startedAt)}`;
}
