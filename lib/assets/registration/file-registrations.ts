import type { Actor } from "@/lib/access/callers/actor";
import { describeConnection } from "@/lib/connections/connection";
import { surfaceOf, TRANSPORTS } from "@/lib/models/hosts";
import { db } from "@/lib/platform/db/client";
import { databaseNow } from "@/lib/platform/db/now";
import type { Asset } from "@/lib/platform/db/generated/client";
import { enqueue } from "@/lib/platform/jobs/queue";
import { ensureRegistered } from "./ensure-registered";
import { registerAssetJob } from "./jobs";
import { isExpired, stateOfRegistration } from "./registration-state";
import type { RegistrationView } from "./view";

/** The team's files with these ids that can be sent; what is not there, not the team's, or has to be mended first is left out. */
export const filesOf = ({ teamId }: Pick<Actor, "teamId">, ids: readonly string[]): Promise<Asset[]> =>
  db.asset.findMany({ where: { teamId, id: { in: [...ids] }, status: "ready", errorCode: null, deletedAt: null } });

const registrationsOf = (account: string, files: readonly Asset[]) =>
  db.assetRegistration.findMany({
    where: { providerAccount: account, sha256: { in: files.map(({ sha256, id }) => sha256 ?? id) } },
  });

/** Where each of these files stands with the library of its team's account, in their order. */
export async function registrationsFor(teamId: string, files: readonly Asset[]): Promise<RegistrationView[]> {
  const connection = await describeConnection(teamId);
  if (TRANSPORTS[surfaceOf(connection)].by !== "library") return files.map(({ id }) => ({ assetId: id, state: "notNeeded", reason: null }));
  const [rows, now] = await Promise.all([registrationsOf(connection.account, files), databaseNow(db)]);
  return files.map(({ id, sha256, kind }) => {
    const row = rows.find((one) => one.sha256 === (sha256 ?? id) && one.kind === kind);
    return { assetId: id, ...(row ? stateOfRegistration(row, now) : { state: "unsent", reason: null }) };
  });
}

/**
 * Puts a team's files on their way to the library before anybody presses Generate, which costs nothing; a copy of which nothing
 * was heard for long is asked for.
 */
export async function bringToLibrary(teamId: string, files: readonly Asset[]): Promise<void> {
  const connection = await describeConnection(teamId);
  if (TRANSPORTS[surfaceOf(connection)].by !== "library" || connection.isKeyMissing || connection.isKeyUnreadable) return;
  // Each by itself: one that was refused keeps no other from going.
  for (const file of files) await ensureRegistered(connection.account, [file]);
  const now = await databaseNow(db);
  const rows = await registrationsOf(connection.account, files);
  for (const { id } of rows.filter((row) => isExpired(row, now))) await enqueue(registerAssetJob, { registrationId: id }, { key: id });
}
