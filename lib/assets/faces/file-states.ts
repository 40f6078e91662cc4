import type { Actor } from "@/lib/access/callers/actor";
import { describeConnection } from "@/lib/connections/connection";
import { db } from "@/lib/platform/db/client";
import { databaseNow } from "@/lib/platform/db/now";
import type { Asset } from "@/lib/platform/db/generated/client";
import { getEnv } from "@/lib/platform/env";
import { publish } from "@/lib/platform/events/publish";
import { enqueue } from "@/lib/platform/jobs/queue";
import { AppError } from "@/lib/shared/errors";
import type { IdInput } from "@/lib/shared/inputs";
import { forgetFailures } from "../registration/ensure-registered";
import { bringToLibrary, filesOf, registrationsFor } from "../registration/file-registrations";
import { lookForFacesJob } from "./jobs";
import { isHeld, standingOf } from "./standing";
import type { FacesView, FileStateView } from "./view";

/** Whether anybody is to be told of faces: as the operator says, and then the person. */
const wantsFaces = async ({ userId }: Actor): Promise<boolean> =>
  getEnv().faceCheck && (await db.user.findUniqueOrThrow({ where: { id: userId }, select: { looksForFaces: true } })).looksForFaces;

async function standingsOf(actor: Actor, files: readonly Asset[]): Promise<(FacesView | null)[]> {
  const people = await db.realPerson.findMany({
    where: { teamId: actor.teamId, id: { in: files.flatMap(({ realPersonId }) => realPersonId ?? []) } },
    select: { id: true, name: true },
  });
  const [isWanted, now] = await Promise.all([wantsFaces(actor), databaseNow(db)]);
  return files.map((file) => standingOf({ ...file, realPerson: people.find(({ id }) => id === file.realPersonId) ?? null }, isWanted, now));
}

/** Where each of these files stands with the provider, and what is to be said of faces in it. */
export async function findFileStates(actor: Actor, { ids }: { ids: readonly string[] }): Promise<FileStateView[]> {
  const files = await filesOf(actor, ids);
  const [registrations, standings] = await Promise.all([registrationsFor(actor.teamId, files), standingsOf(actor, files)]);
  return registrations.map((registration, index) => ({ ...registration, faces: standings[index] ?? null }));
}

/**
 * Files are about to be used: pictures are looked at for faces, and what nothing stands against goes to the provider's library.
 * @returns where each stands
 */
export async function prepareFiles(actor: Actor, { ids }: { ids: readonly string[] }): Promise<FileStateView[]> {
  const files = await filesOf(actor, ids);
  const standings = await standingsOf(actor, files);
  for (const [index, { id }] of files.entries())
    if (standings[index]?.state === "looking") await enqueue(lookForFacesJob, { assetId: id }, { key: id });
  await bringToLibrary(
    actor.teamId,
    files.filter((_, index) => !isHeld(standings[index] ?? null)),
  );
  return findFileStates(actor, { ids });
}

/** Tries again with a file that the library did not take. @throws AppError not-found */
export async function registerAgain(actor: Actor, { id }: IdInput): Promise<FileStateView[]> {
  const files = await filesOf(actor, [id]);
  if (files.length === 0) throw new AppError("not-found");
  await forgetFailures((await describeConnection(actor.teamId)).account, files);
  await bringToLibrary(actor.teamId, files);
  return findFileStates(actor, { ids: [id] });
}

/** Somebody has read what may happen, and goes on with the picture. @throws AppError not-found */
export async function acceptFaces(actor: Actor, { id }: IdInput): Promise<FileStateView[]> {
  const { count } = await db.asset.updateMany({
    where: { id, teamId: actor.teamId, status: "ready", deletedAt: null },
    data: { facesAcceptedAt: await databaseNow(db), facesAcceptedById: actor.userId },
  });
  if (count === 0) throw new AppError("not-found");
  await publish(db, { teamId: actor.teamId, kind: "asset", id });
  return prepareFiles(actor, { ids: [id] });
}
