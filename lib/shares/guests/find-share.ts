import { actorsFor } from "@/lib/access/callers/actor-for";
import { may } from "@/lib/access/permissions";
import { beginAttempt } from "@/lib/access/rate-limit";
import { db } from "@/lib/platform/db/client";
import type { Prisma } from "@/lib/platform/db/generated/client";
import { AppError } from "@/lib/shared/errors";
import { hashSecret } from "@/lib/shared/secrets";
import type { ShareScope } from "../copies/clips-of";
import { isPass, passCookieName } from "./pass";

/** A guest as a door sees them. */
export interface Guest {
  token: string;
  network: string;
  cookie: (name: string) => string | undefined;
}

const select = {
  ...{
    id: true,
    teamId: true,
    createdById: true,
    title: true,
    passphraseHash: true,
    labelId: true,
    sequenceId: true,
    expiresAt: true,
    revokedAt: true,
  },
  ...{ allowsDownload: true, allowsComments: true, showsRecipe: true, allowsEmbed: true, watermark: true },
  label: { select: { project: { select: { id: true, deletedAt: true } } } },
  sequence: { select: { name: true, project: { select: { id: true, deletedAt: true } } } },
} as const satisfies Prisma.ShareSelect;
type ShareRow = Prisma.ShareGetPayload<{ select: typeof select }>;
export type LiveShare = ShareRow & ShareScope;

const isToken = (text: string): boolean => /^[\w-]{43}$/.test(text);

/**
 * The link of this token; null for one that does not work, or never was. Whoever tries tokens that never were waits longer each time.
 */
export async function findLiveShare({ token, network }: Pick<Guest, "token" | "network">): Promise<LiveShare | null> {
  if (!isToken(token)) return null;
  const share = await db.share.findUnique({ where: { tokenHash: hashSecret(token) }, select });
  if (!share) {
    // Refused or not, the answer is the same.
    await beginAttempt("link", "", network).catch(() => undefined);
    return null;
  }
  const [live] = await onlyLive([share]);
  return live ?? null;
}

/**
 * Those that work: neither revoked, over nor about something in the trash; and made by somebody who could make them now. What they
 * lost, their guests lose with them.
 */
async function onlyLive(rows: readonly ShareRow[]): Promise<LiveShare[]> {
  const kept = rows
    .map((row) => ({ ...row, project: (row.label ?? row.sequence)?.project }))
    .filter(({ revokedAt, expiresAt, project }) => revokedAt === null && expiresAt > new Date() && !project?.deletedAt);
  const makers = await actorsFor(kept.map(({ createdById, teamId }) => ({ userId: createdById, teamId })));
  return kept.flatMap(({ project, ...row }) => {
    const maker = makers.find(({ userId, teamId }) => userId === row.createdById && teamId === row.teamId);
    const isSeen = maker && may(maker, "shares.write") && !(project && maker.hidden.includes(project.id));
    return isSeen ? [{ ...row, hidden: maker.hidden }] : [];
  });
}

/** Whether the passphrase of the link is still to be asked of them. */
export const isLocked = (share: LiveShare, { cookie }: Pick<Guest, "cookie">): boolean =>
  share.passphraseHash !== null && !isPass(share, cookie(passCookieName(share)));

/** The link of a guest who may see what it shows. @throws AppError not-found, also where its passphrase was not given */
export async function requireShare(guest: Guest): Promise<LiveShare> {
  const share = await findLiveShare(guest);
  if (!share || isLocked(share, guest)) throw new AppError("not-found");
  return share;
}

/** Those of these links that work. */
export async function findLiving(ids: readonly string[]): Promise<Set<string>> {
  const rows = await db.share.findMany({ where: { id: { in: [...ids] } }, select });
  return new Set((await onlyLive(rows)).map(({ id }) => id));
}

/** Whether pages of other sites may show what this link does; asks without a guest, because a frame's page is asked for before anybody is known. */
export async function isEmbeddable(token: string): Promise<boolean> {
  const rows = await db.share.findMany({ where: { tokenHash: hashSecret(token), allowsEmbed: true, passphraseHash: null }, select });
  return (await onlyLive(rows)).length > 0;
}
