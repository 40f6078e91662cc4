import { beginAttempt } from "@/lib/access/rate-limit";
import { db } from "@/lib/platform/db/client";
import type { Prisma } from "@/lib/platform/db/generated/client";
import { AppError } from "@/lib/shared/errors";
import { hashSecret } from "@/lib/shared/secrets";
import { isPass, passCookieName } from "./pass";

/** A guest as a door sees them. */
export interface Guest {
  token: string;
  network: string;
  cookie: (name: string) => string | undefined;
}

const select = {
  ...{ id: true, teamId: true, title: true, passphraseHash: true, labelId: true, sequenceId: true, expiresAt: true, revokedAt: true },
  ...{ allowsDownload: true, allowsComments: true, showsRecipe: true, allowsEmbed: true },
  team: { select: { deletedAt: true } },
  label: { select: { project: { select: { deletedAt: true } } } },
  sequence: { select: { name: true, project: { select: { deletedAt: true } } } },
} as const satisfies Prisma.ShareSelect;
export type LiveShare = Prisma.ShareGetPayload<{ select: typeof select }>;

const isToken = (text: string): boolean => /^[\w-]{43}$/.test(text);

/**
 * The link of this token; null for one that was revoked, has ended, is about something in the trash, or never was. Whoever tries tokens that
 * never were waits longer each time.
 */
export async function findLiveShare({ token, network }: Pick<Guest, "token" | "network">): Promise<LiveShare | null> {
  if (!isToken(token)) return null;
  const share = await db.share.findUnique({ where: { tokenHash: hashSecret(token) }, select });
  if (!share) {
    // Refused or not, the answer is the same.
    await beginAttempt("link", "", network).catch(() => undefined);
    return null;
  }
  return isLive(share) ? share : null;
}

const isLive = ({ revokedAt, expiresAt, team, label, sequence }: LiveShare): boolean =>
  revokedAt === null && expiresAt > new Date() && ![team, label?.project, sequence?.project].some((holder) => holder?.deletedAt);

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
  return new Set(rows.filter(isLive).map(({ id }) => id));
}

/** Whether pages of other sites may show what this link does; asks without a guest, because a frame's page is asked for before anybody is known. */
export async function isEmbeddable(token: string): Promise<boolean> {
  const share = await db.share.findUnique({ where: { tokenHash: hashSecret(token) }, select });
  return share !== null && isLive(share) && share.allowsEmbed && share.passphraseHash === null;
}
