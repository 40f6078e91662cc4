import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, writeFileSync } from "node:fs";
import path from "node:path";
import { EmbeddedPostgresError } from "./errors";
import { canEnter, type ServerUser } from "./server-user";

/** Where root keeps the files of a data folder that the unprivileged server cannot reach. */
const FALLBACK_PARENT = "/var/lib/dailies";

interface Pointer {
  /** The folder that owns the files, so that a copy of it does not run a second server on them. */
  owner: string;
  files: string;
}

/**
 * The folder that holds the cluster. It is `folder` itself, unless we are root and `folder` lies below a directory
 * that only root may enter (such as /root): then the files lie elsewhere and `folder` keeps a pointer to them.
 */
export function locateFiles(folder: string, user: ServerUser | null): string {
  mkdirSync(folder, { recursive: true });
  const own = realpathSync(folder);
  if (!user) return own;
  // The server's user passes through, whatever mask this process has.
  chmodSync(own, 0o711);
  const pointerFile = path.join(own, "location.json");
  if (existsSync(pointerFile)) return followPointer(pointerFile, own);
  if (canEnter(own, user)) return own;

  if (mkdirSync(FALLBACK_PARENT, { recursive: true }) !== undefined) chmodSync(FALLBACK_PARENT, 0o755);
  const files = mkdtempSync(path.join(FALLBACK_PARENT, "postgres-"));
  chownSync(files, user.uid, user.gid);
  writePointer(pointerFile, { owner: own, files });
  return files;
}

function followPointer(pointerFile: string, own: string): string {
  const pointer = JSON.parse(readFileSync(pointerFile, "utf8")) as Pointer;
  if (pointer.owner !== own) {
    // Moved: the old place is gone, and this one takes over. Copied: the original still stands, and keeps its server.
    if (existsSync(path.join(pointer.owner, "location.json"))) {
      throw new EmbeddedPostgresError("copied-folder", own, pointer.owner);
    }
    writePointer(pointerFile, { ...pointer, owner: own });
  }
  return pointer.files;
}

const writePointer = (file: string, pointer: Pointer): void =>
  writeFileSync(file, `${JSON.stringify(pointer, null, 2)}\n`, { mode: 0o600 });
