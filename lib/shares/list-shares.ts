import type { Actor } from "@/lib/access/callers/actor";
import { db } from "@/lib/platform/db/client";
import type { Prisma } from "@/lib/platform/db/generated/client";
import { findThing } from "./find-thing";
import { canManageAll } from "./policy";
import type { ListSharesInput, SharedThing } from "./schema";
import type { ShareView } from "./view";

export const shareSelect = {
  ...{ id: true, title: true, createdAt: true, expiresAt: true, passphraseHash: true, views: true },
  ...{ allowsDownload: true, allowsComments: true, showsRecipe: true, allowsEmbed: true, watermark: true },
  createdBy: { select: { name: true } },
  label: { select: { name: true } },
  sequence: { select: { name: true } },
  _count: { select: { clips: true } },
} as const satisfies Prisma.ShareSelect;
type ShareRow = Prisma.ShareGetPayload<{ select: typeof shareSelect }>;

/** What it is called, or else what it shows; null for clips without a title. */
export const nameOfShare = ({ title, label, sequence }: Pick<ShareRow, "title" | "label" | "sequence">): string | null =>
  title || (label ?? sequence)?.name || null;

export const toShareView = ({ createdBy, label, sequence, _count, passphraseHash, createdAt, expiresAt, ...row }: ShareRow): ShareView => ({
  ...row,
  kind: label ? "collection" : sequence ? "sequence" : "clips",
  what: label ?? sequence ?? { count: _count.clips },
  by: createdBy.name,
  createdAt: createdAt.toISOString(),
  expiresAt: expiresAt.toISOString(),
  hasPassphrase: passphraseHash !== null,
});

/**
 * Links that work, of one thing or of all, the newest first: those that whoever asks made, and for whoever answers for the team everybody's.
 * @throws AppError not-found for a thing that the team does not have
 */
export async function listShares(actor: Actor, { of }: ListSharesInput): Promise<ShareView[]> {
  const { teamId, userId, hidden } = actor;
  const rows = await db.share.findMany({
    where: {
      ...{ teamId, revokedAt: null, expiresAt: { gt: new Date() } },
      ...(canManageAll(actor) ? {} : { createdById: userId }),
      // What is in a project that was closed to them may be called something else by now.
      NOT: [{ label: { projectId: { in: [...hidden] } } }, { sequence: { projectId: { in: [...hidden] } } }],
      ...(of && whereOf(of, await findThing(db, actor, of))),
    },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    select: shareSelect,
  });
  return rows.map(toShareView);
}

/** Of chosen clips: the links that show all of them, whatever else they show. */
function whereOf(of: SharedThing, { labelId, sequenceId }: { labelId: string | null; sequenceId: string | null }): Prisma.ShareWhereInput {
  if (of.kind === "clips") return { AND: of.ids.map((generationId) => ({ clips: { some: { generationId } } })) };
  return labelId === null ? { sequenceId } : { labelId };
}
