import type { Actor } from "@/lib/access/callers/actor";
import { may } from "@/lib/access/permissions";
import { db, withTransaction } from "@/lib/platform/db/client";
import { isUniqueViolation } from "@/lib/platform/db/errors";
import { AppError } from "@/lib/shared/errors";
import { newId } from "@/lib/shared/ids";
import type { IdInput } from "@/lib/shared/inputs";
import { nameKey } from "@/lib/shared/name-key";
import { MOST_SNIPPETS, type RenameSnippetInput, type SaveSnippetInput } from "./schema";
import type { SnippetView } from "./view";

const select = { id: true, name: true, text: true, createdById: true, createdBy: { select: { name: true } } } as const;
type Row = { id: string; name: string; text: string; createdById: string; createdBy: { name: string } };

/** Whoever saved it, and those who answer for what everybody sees. */
const canChange = (actor: Actor, createdById: string): boolean =>
  may(actor, "snippets.write") && (may(actor, "shared.manageAll") || createdById === actor.userId);

const toView = (actor: Actor, { createdById, createdBy, ...row }: Row): SnippetView => ({
  ...row,
  author: createdBy.name,
  canChange: canChange(actor, createdById),
});

/** All snippets of the team, by name. */
export async function listSnippets(actor: Actor): Promise<SnippetView[]> {
  const rows = await db.snippet.findMany({ where: { teamId: actor.teamId }, select, orderBy: [{ nameKey: "asc" }, { id: "asc" }] });
  return rows.map((row) => toView(actor, row));
}

/**
 * Keeps words for the whole team. A name is there once: of two who save it the second is told who was first, and nothing
 * of the first is written over. @throws AppError bad-input for such a name, too-many-snippets
 */
export async function saveSnippet(actor: Actor, { name, text }: SaveSnippetInput): Promise<SnippetView> {
  return orTaken(actor, name, () =>
    withTransaction(async (tx) => {
      // Counted under a lock on the team: many at once must not all see the last free place.
      await tx.$queryRaw`SELECT 1 FROM teams WHERE id = ${actor.teamId}::uuid FOR UPDATE`;
      if ((await tx.snippet.count({ where: { teamId: actor.teamId } })) >= MOST_SNIPPETS)
        throw new AppError("too-many-snippets", { values: { limit: MOST_SNIPPETS } });
      const data = { id: newId(), teamId: actor.teamId, createdById: actor.userId, name, nameKey: nameKey(name), text };
      return toView(actor, await tx.snippet.create({ data, select }));
    }),
  );
}

/** @throws AppError not-found, not-allowed for somebody else's, bad-input for a name that is there already */
export async function renameSnippet(actor: Actor, { id, name }: RenameSnippetInput): Promise<SnippetView> {
  await requireMine(actor, id);
  return orTaken(actor, name, async () => {
    const [row] = await db.snippet.updateManyAndReturn({
      where: { id, teamId: actor.teamId },
      data: { name, nameKey: nameKey(name) },
      select,
    });
    if (!row) throw new AppError("not-found");
    return toView(actor, row);
  });
}

/** @throws AppError not-found, not-allowed for somebody else's */
export async function deleteSnippet(actor: Actor, { id }: IdInput): Promise<{ id: string }> {
  await requireMine(actor, id);
  await db.snippet.deleteMany({ where: { id, teamId: actor.teamId } });
  return { id };
}

async function requireMine(actor: Actor, id: string): Promise<void> {
  const row = await db.snippet.findFirst({ where: { id, teamId: actor.teamId }, select: { createdById: true } });
  if (!row) throw new AppError("not-found");
  if (!canChange(actor, row.createdById)) throw new AppError("not-allowed");
}

async function orTaken<T>(actor: Actor, name: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (!isUniqueViolation(error, "name_key")) throw error;
    const first = await db.snippet.findFirst({
      where: { teamId: actor.teamId, nameKey: nameKey(name) },
      select: { createdBy: { select: { name: true } } },
    });
    throw new AppError("bad-input", {
      fields: { name: { code: "snippetTaken", values: { name: first?.createdBy.name ?? "–" } } },
      cause: error,
    });
  }
}
