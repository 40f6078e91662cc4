import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { runQuietly } from "./child.mjs";
import { installEnvironment } from "./environment.mjs";
import { npmCommand } from "./npm.mjs";
import { diskFull, explainDisk, isDiskAlmostFull, Refusal } from "./refusal.mjs";

/**
 * Says for which lock file, Node and platform node_modules was made.
 * @param {Buffer | string} lock
 * @param {string} nodeVersion
 */
export const dependencyStamp = (lock, nodeVersion, platform = `${process.platform}-${process.arch}`) =>
  createHash("sha256").update(lock).update(`\n${nodeVersion}\n${platform}`).digest("hex");

/**
 * Whether what npm noted about node_modules is all that the lock file asks for on this platform, developer tools
 * included: then somebody installed it by hand, and it need not be done again.
 * @param {{ packages?: Record<string, any> }} lock package-lock.json
 * @param {{ packages?: Record<string, any> }} installed node_modules/.package-lock.json
 */
export function isInstalled(lock, installed, platform = process.platform, arch = process.arch) {
  const wanted = Object.entries(lock.packages ?? {}).filter(([place, entry]) => {
    if (place === "" || entry.link) return false;
    if (!entry.optional && !entry.devOptional) return true;
    // An optional package without a platform may be left out by npm for reasons of its own.
    return Boolean(entry.os ?? entry.cpu) && allows(entry.os, platform) && allows(entry.cpu, arch) && !entry.libc;
  });
  return wanted.every(([place, entry]) => installed.packages?.[place]?.version === entry.version);
}

const allows = (list, value) =>
  !list || list.includes(value) || (list.every((item) => item.startsWith("!")) && !list.includes(`!${value}`));

/**
 * Installs exactly what the lock file says, unless that is what is there.
 * @param {string} root
 * @param {string} node
 * @param {(line: string) => void} say
 */
export async function installDependencies(root, node, say) {
  const lockFile = path.join(root, "package-lock.json");
  const stampFile = path.join(root, "node_modules", ".dailies-stamp");
  const lock = readFileSync(lockFile);
  const stamp = dependencyStamp(lock, await versionOf(node, root));
  if (existsSync(stampFile) && readFileSync(stampFile, "utf8") === stamp) return;

  const hiddenLock = path.join(root, "node_modules", ".package-lock.json");
  const isThere = existsSync(hiddenLock) && isInstalled(JSON.parse(lock.toString("utf8")), JSON.parse(readFileSync(hiddenLock, "utf8")));
  if (!isThere) {
    say("Installing what package-lock.json lists (about a minute, once)…");
    const npm = npmCommand(node, process.env);
    const args = [...npm.args, "ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"];
    const result = await runQuietly(npm.program, args, { cwd: root, env: installEnvironment(process.env, node) });
    if (!result.ok) {
      if (isDiskAlmostFull(root) || /ENOSPC/.test(result.output)) throw diskFull(root);
      if (/EACCES|EROFS/.test(result.output)) explainDisk(root, () => writeFileSync(path.join(root, ".write-test"), ""));
      throw new Refusal(
        `${result.output}\nThe packages could not be installed: check the network and the npm registry, then run the command again.`,
      );
    }
  }
  explainDisk(root, () => writeFileSync(stampFile, stamp));
}

async function versionOf(node, root) {
  if (node === process.execPath) return process.version;
  return (await runQuietly(node, ["--version"], { cwd: root, env: process.env })).output;
}
