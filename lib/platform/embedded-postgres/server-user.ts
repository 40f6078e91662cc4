import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { EmbeddedPostgresError } from "./errors";

/** Whom Postgres runs as. It refuses to run as root. */
export interface ServerUser {
  uid: number;
  gid: number;
}

/** Null: as ourselves. For root: the machine's `postgres`, else `nobody`. */
export function chooseServerUser(folder: string): ServerUser | null {
  if (process.getuid?.() !== 0) return null;
  const found = parseUser(readFileSync("/etc/passwd", "utf8"), ["postgres", "nobody"]);
  if (!found) throw new EmbeddedPostgresError("no-unprivileged-user", folder);
  return found;
}

/** The first of `names` that the text of /etc/passwd knows. */
export function parseUser(passwd: string, names: readonly string[]): ServerUser | null {
  const entries = passwd.split("\n").map((line) => line.split(":"));
  for (const name of names) {
    const entry = entries.find((fields) => fields[0] === name);
    const uid = Number(entry?.[2]);
    const gid = Number(entry?.[3]);
    if (entry && uid > 0 && gid > 0) return { uid, gid };
  }
  return null;
}

/** Asks the system itself: modes, ACLs and mounts all have a say, and only a trial takes them all into account. */
export const canEnter = (folder: string, user: ServerUser): boolean =>
  spawnSync("/bin/sh", ["-c", 'test -x "$1"', "sh", folder], { uid: user.uid, gid: user.gid, stdio: "ignore" }).status === 0;
