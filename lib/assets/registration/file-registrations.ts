import type { Actor } from "@/lib/access/callers/actor";
import { type ConnectionSummary, describeConnection } from "@/lib/connections/connection";
import { surfaceOf, TRANSPORTS } from "@/lib/models/hosts";
import { db } from "@/lib/platform/db/client";
import { databaseNow } from "@/lib/platform/db/now";
import type { Asset } from "@/lib/platform/db/generated/client";
import { enqueue } from "@/lib/platform/jobs/queue";
import { AppError } from "@/lib/shared/errors";
import type { IdInput } from "@/lib/shared/inputs";
import { ensureRegistered, forgetFailures } from "./ensure-registered";
import { registerAssetJob } from "./jobs";
import { isExpired, stateOfRegistration } from "./registration-state";
import type { RegistrationView } from "./view";

const filesOf = ({ teamId }: Actor, ids: readonly string[]): Promise<Asset[]> =>
  db.asset.findMany({ where: { teamId, id: { in: [...ids] }, status: "ready", deletedAt: null } });

/** Whether files go to a library here, with a key that can be used. */
const usesLibrary = (connection: ConnectionSummary): boolean =>
  TRANSPORTS[surfaceOf(connection)].by === "library" && !connection.isKeyMissing && !connection.isKeyUnreadable;

const registrationsOf = (account: string, files: readonly Asset[]) =>
  db.assetRegistration.findMany({
    where: { providerAccount: account, sha256: { in: files.map(({ sha256, id }) => sha256 ?? id) } },
  });

/** Where each of these files stands with the library of the team's account; what is not there or not the team's is left out. */
export async function findRegistrations(actor: Actor, { ids }: { ids: readonly string[] }): Promise<RegistrationView[]> {
  const [files, connection] = await Promise.all([filesOf(actor, ids), describeConnection(actor.teamId)]);
  if (TRANSPORTS[surfaceOf(connection)].by !== "library") return files.map(({ id }) => ({ assetId: id, state: "notNeeded", reason: null }));
  const [rows, now] = await Promise.all([registrationsOf(connection.account, files), databaseNow(db)]);
  return files.map(({ id, sha256, kind }) => {
    const row = rows.find((one) => one.sha256 === (sha256 ?? id) && one.kind === kind);
    return { assetId: id, ...(row ? stateOfRegistration(row, now) : { state: "unsent", reason: null }) };
  });
}

/**
 * Puts these files on their way to the library before anybody presses Generate, which costs nothing; a copy of which nothing
 * was heard for long is asked for. @returns where each stands
 */
export async function prepareFiles(actor: Actor, { ids }: { ids: readonly string[] }): Promise<RegistrationView[]> {
  const [files, connection] = await Promise.all([filesOf(actor, ids), describeConnection(actor.teamId)]);
  if (usesLibrary(connection)) {
    // Each by itself: one that was refused keeps no other from going.
    for (const file of files) await ensureRegistered(connection.account, [file]);
    const now = await databaseNow(db);
    const rows = await registrationsOf(connection.account, files);
    for (const { id } of rows.filter((row) => isExpired(row, now))) await enqueue(registerAssetJob, { registrationId: id }, { key: id });
  }
  return findRegistrations(actor, { ids });
}

/** Tries again with a file that the library did not take. @throws AppError not-found */
export async function registerAgain(actor: Actor, { id }: IdInput): Promise<RegistrationView[]> {
  const files = await filesOf(actor, [id]);
  if (files.length === 0) throw new AppError("not-found");
  await forgetFailures((await describeConnection(actor.teamId)).account, files);
  return prepareFiles(actor, { ids: [id] });
}
