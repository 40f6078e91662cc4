import type { Actor } from "@/lib/access/callers/actor";
import { may } from "@/lib/access/permissions";
import { db, type Tx, withTransaction } from "@/lib/platform/db/client";
import { isUniqueViolation } from "@/lib/platform/db/errors";
import type { Prisma } from "@/lib/platform/db/generated/client";
import { publish } from "@/lib/platform/events/publish";
import { AppError } from "@/lib/shared/errors";
import { newId } from "@/lib/shared/ids";
import type { IdInput } from "@/lib/shared/inputs";
import { nameKey } from "@/lib/shared/name-key";
import { USABLE } from "../usable";
import { toAssetView } from "../view";
import { VOICE_SECONDS } from "./limits";
import { dayOf } from "./read-versions";
import type { ChangeElementInput, CreateElementInput } from "./schema";
import type { ElementView } from "./view";

/** More than anybody looks through, and what a list of mentions can hold. */
const MOST_ELEMENTS = 200;

/** How a sound of that length may measure. */
const LEEWAY_MS = 200;

const NEWEST = {
  createdBy: { select: { id: true, name: true } },
  versions: { orderBy: { number: "desc" }, take: 1, include: { files: { orderBy: { position: "asc" }, include: { asset: true } } } },
} as const satisfies Prisma.ElementInclude;

type Row = Prisma.ElementGetPayload<{ include: typeof NEWEST }>;

function toView({ id, kind, consent, consentUntil, createdBy, versions }: Row): ElementView {
  const version = versions[0]!;
  return {
    ...{ id, kind, consent, consentUntil: dayOf(consentUntil), author: createdBy },
    ...{ versionId: version.id, version: version.number, name: version.name, text: version.text },
    files: version.files.map(({ asset }) => toAssetView(asset)),
  };
}

/** All elements of the team, by name. */
export async function listElements({ teamId }: Actor): Promise<ElementView[]> {
  const rows = await db.element.findMany({
    where: { teamId, deletedAt: null },
    include: NEWEST,
    orderBy: [{ nameKey: "asc" }, { id: "asc" }],
  });
  return rows.map(toView);
}

/** @throws AppError bad-input (a name that is there already, a file that cannot be one of it), not-found, too-many-elements */
export async function createElement(actor: Actor, input: CreateElementInput): Promise<ElementView> {
  const { teamId, userId } = actor;
  return orTaken(input.name, () =>
    withTransaction(async (tx) => {
      // Counted under a lock on the team: many at once must not all see the last free place.
      await tx.$queryRaw`SELECT 1 FROM teams WHERE id = ${teamId}::uuid FOR UPDATE`;
      if ((await tx.element.count({ where: { teamId, deletedAt: null } })) >= MOST_ELEMENTS)
        throw new AppError("too-many-elements", { values: { limit: MOST_ELEMENTS } });
      const id = newId();
      await tx.element.create({ data: { id, teamId, createdById: userId, ...columnsOf(input) } });
      await writeVersion(tx, actor, id, 1, input, []);
      return told(tx, actor, id);
    }),
  );
}

/**
 * What is sent of an element changes by a new version, and the older ones stay as they are for the clips that were made with
 * them; what was agreed to counts for all of them. @throws AppError not-found, conflict for somebody who was faster, bad-input
 */
export async function changeElement(actor: Actor, { id, version, ...input }: ChangeElementInput): Promise<ElementView> {
  return orTaken(input.name, () =>
    withTransaction(async (tx) => {
      await tx.$queryRaw`SELECT 1 FROM elements WHERE id = ${id}::uuid AND team_id = ${actor.teamId}::uuid FOR UPDATE`;
      const row = await tx.element.findFirst({ where: { id, teamId: actor.teamId, deletedAt: null }, include: NEWEST });
      if (!row) throw new AppError("not-found");
      const before = row.versions[0]!;
      if (before.number !== version) throw new AppError("conflict");
      const had = before.files.map(({ assetId }) => assetId);
      await tx.element.update({ where: { id }, data: columnsOf(input) });
      const isSame = before.name === input.name && before.text === input.text && had.join() === filesOf(input).join();
      if (!isSame) await writeVersion(tx, actor, id, version + 1, input, had);
      return told(tx, actor, id);
    }),
  );
}

/** Takes it out of the lists. Drafts and clips that have it keep it. @throws AppError not-found, not-allowed for somebody else's */
export async function deleteElement(actor: Actor, { id }: IdInput): Promise<{ id: string }> {
  await withTransaction(async (tx) => {
    const row = await tx.element.findFirst({ where: { id, teamId: actor.teamId, deletedAt: null }, select: { createdById: true } });
    if (!row) throw new AppError("not-found");
    if (!may(actor, "shared.manageAll") && row.createdById !== actor.userId) throw new AppError("not-allowed");
    await tx.element.update({ where: { id }, data: { deletedAt: new Date() } });
    await publish(tx, { teamId: actor.teamId, kind: "asset", id });
  });
  return { id };
}

const columnsOf = ({ kind, name, consent, consentUntil }: CreateElementInput) => ({
  ...{ kind, name, nameKey: nameKey(name), consent },
  consentUntil: consentUntil === null ? null : new Date(`${consentUntil}T00:00:00Z`),
});

const filesOf = ({ pictures, voice }: CreateElementInput): string[] => [...pictures, ...(voice === null ? [] : [voice])];

/** @param had the files of the version before, which may stay although they were thrown away since */
async function writeVersion(
  tx: Tx,
  { teamId, userId }: Actor,
  elementId: string,
  number: number,
  input: CreateElementInput,
  had: readonly string[],
): Promise<void> {
  const files = filesOf(input);
  const rows = await tx.asset.findMany({ where: { teamId, status: "ready", ...USABLE, id: { in: files } } });
  // Another team's file and one that never was are the same answer.
  if (rows.length < new Set(files).size) throw new AppError("not-found");
  const isUsable = (id: string, kind: "image" | "audio"): boolean => {
    const row = rows.find((one) => one.id === id)!;
    if (row.kind !== kind || row.errorCode !== null || (row.deletedAt !== null && !had.includes(id))) return false;
    const ms = row.durationMs ?? 0;
    return kind === "image" || (ms >= VOICE_SECONDS.min * 1000 - LEEWAY_MS && ms <= VOICE_SECONDS.max * 1000 + LEEWAY_MS);
  };
  if (input.pictures.some((id) => !isUsable(id, "image")))
    throw new AppError("bad-input", { fields: { pictures: { code: "elementPicture" } } });
  if (input.voice !== null && !isUsable(input.voice, "audio"))
    throw new AppError("bad-input", { fields: { voice: { code: "elementSound", values: { ...VOICE_SECONDS } } } });
  const id = newId();
  await tx.elementVersion.create({
    data: { id, teamId, elementId, number, createdById: userId, name: input.name, text: input.text },
  });
  await tx.elementFile.createMany({ data: files.map((assetId, position) => ({ teamId, versionId: id, position, assetId })) });
}

async function told(tx: Tx, { teamId }: Actor, id: string): Promise<ElementView> {
  await publish(tx, { teamId, kind: "asset", id });
  return toView(await tx.element.findUniqueOrThrow({ where: { id }, include: NEWEST }));
}

async function orTaken<T>(name: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (!isUniqueViolation(error, "elements_name") && !isUniqueViolation(error, "name_key")) throw error;
    throw new AppError("bad-input", { fields: { name: { code: "elementTaken", values: { name } } }, cause: error });
  }
}
