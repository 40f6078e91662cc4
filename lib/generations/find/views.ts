import type { Actor } from "@/lib/access/callers/actor";
import { may } from "@/lib/access/permissions";
import { db, withTransaction } from "@/lib/platform/db/client";
import { isUniqueViolation } from "@/lib/platform/db/errors";
import { AppError } from "@/lib/shared/errors";
import { newId } from "@/lib/shared/ids";
import type { IdInput } from "@/lib/shared/inputs";
import { nameKey } from "@/lib/shared/name-key";
import { writeFind } from "./find";
import { MOST_VIEWS, type RenameViewInput, type SavedViewView, type SaveViewInput } from "./saved-view";

const select = { id: true, name: true, find: true, isShared: true, createdById: true, createdBy: { select: { name: true } } } as const;
type Row = Omit<SavedViewView, "author" | "canChange"> & { createdById: string; createdBy: { name: string } };

/** Whoever saved it, and for one of the team those too who answer for what everybody sees. */
const canChange = (actor: Actor, { createdById, isShared }: Pick<Row, "createdById" | "isShared">): boolean =>
  createdById === actor.userId || (isShared && may(actor, "shared.manageAll"));

const toView = (actor: Actor, row: Row): SavedViewView => {
  const { createdById, createdBy, ...rest } = row;
  return { ...rest, author: createdBy.name, canChange: canChange(actor, { createdById, ...rest }) };
};

/** One's own, and the team's. */
const seenBy = ({ teamId, userId }: Actor) => ({ teamId, OR: [{ isShared: true }, { createdById: userId }] });

export async function listViews(actor: Actor): Promise<SavedViewView[]> {
  const rows = await db.savedView.findMany({ where: seenBy(actor), select, orderBy: [{ nameKey: "asc" }, { id: "asc" }] });
  return rows.map((row) => toView(actor, row));
}

/**
 * Keeps what is looked for under a name. Of two who save the same name for the team the second is told.
 * @throws AppError not-allowed for the team's by whoever only looks, bad-input for such a name, too-many-views
 */
export async function saveView(actor: Actor, { name, find, isShared }: SaveViewInput): Promise<SavedViewView> {
  if (isShared && !may(actor, "views.share")) throw new AppError("not-allowed");
  const { teamId, userId: createdById } = actor;
  return orTaken(() =>
    withTransaction(async (tx) => {
      // Counted under a lock on the team: many at once must not all see the last free place.
      await tx.$queryRaw`SELECT 1 FROM teams WHERE id = ${teamId}::uuid FOR NO KEY UPDATE`;
      if ((await tx.savedView.count({ where: { teamId, isShared, ...(!isShared && { createdById }) } })) >= MOST_VIEWS)
        throw new AppError("too-many-views", { values: { limit: MOST_VIEWS } });
      const data = { id: newId(), teamId, createdById, name, nameKey: nameKey(name), find: writeFind(find), isShared };
      return toView(actor, await tx.savedView.create({ data, select }));
    }),
  );
}

/** @throws AppError not-found, not-allowed for somebody else's, bad-input for a name that is there already */
export async function renameView(actor: Actor, { id, name }: RenameViewInput): Promise<SavedViewView> {
  await requireMine(actor, id);
  return orTaken(async () => {
    const [row] = await db.savedView.updateManyAndReturn({
      where: { id, teamId: actor.teamId },
      data: { name, nameKey: nameKey(name) },
      select,
    });
    if (!row) throw new AppError("not-found");
    return toView(actor, row);
  });
}

/** @throws AppError not-found, not-allowed for somebody else's */
export async function deleteView(actor: Actor, { id }: IdInput): Promise<{ id: string }> {
  await requireMine(actor, id);
  await db.savedView.deleteMany({ where: { id, teamId: actor.teamId } });
  return { id };
}

async function requireMine(actor: Actor, id: string): Promise<void> {
  const row = await db.savedView.findFirst({ where: { id, ...seenBy(actor) }, select: { createdById: true, isShared: true } });
  if (!row) throw new AppError("not-found");
  if (!canChange(actor, row)) throw new AppError("not-allowed");
}

async function orTaken<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw new AppError("bad-input", { fields: { name: { code: "viewTaken" } }, cause: error });
  }
}
