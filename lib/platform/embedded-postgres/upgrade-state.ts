import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { isSameProcessAlive, type ProcessIdentity } from "../processes/process-identity";
import { syncFolder } from "../storage/sync";
import { EmbeddedPostgresError } from "./errors";

/** What is known once a copy was found to be the same as what it was made from. */
export interface Verified {
  from: string;
  /** The folder beside `data` that takes the old data. */
  kept: string;
}

/** Where an upgrade keeps what it makes, and how far it has come. */
export function upgradeFolder(base: string) {
  const folder = path.join(base, "upgrade");
  const verified = path.join(folder, "verified.json");
  return {
    folder,
    owner: path.join(folder, "owner.json"),
    readVerified: (): Verified | null => (existsSync(verified) ? (JSON.parse(readFileSync(verified, "utf8")) as Verified) : null),
    /** Whole or not at all, also after a power cut: from then on the copy counts. */
    async writeVerified(facts: Verified): Promise<void> {
      writeFileSync(`${verified}.part`, JSON.stringify(facts), { flush: true });
      renameSync(`${verified}.part`, verified);
      await syncFolder(folder);
    },
  };
}

/**
 * Nobody starts a server while its data is being copied, or where a copy waits to be put in place: an empty cluster would be
 * made where the data is missing. @throws EmbeddedPostgresError
 */
export function refuseDuringUpgrade(base: string): void {
  const { owner, readVerified } = upgradeFolder(base);
  if (readVerified()) throw new EmbeddedPostgresError("upgrade-unfinished", base);
  if (existsSync(owner) && isAlive(owner)) throw new EmbeddedPostgresError("in-use", base);
}

function isAlive(file: string): boolean {
  try {
    return isSameProcessAlive(JSON.parse(readFileSync(file, "utf8")) as ProcessIdentity);
  } catch (error) {
    // Being written at this very moment.
    return error instanceof SyntaxError;
  }
}
