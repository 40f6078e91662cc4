import type { Actor } from "@/lib/access/callers/actor";
import { mayGovern } from "@/lib/access/permissions";
import { recordAccess } from "@/lib/access/record-access";
import { db, type Tx, withTransaction } from "@/lib/platform/db/client";
import { AppError } from "@/lib/shared/errors";
import { newId } from "@/lib/shared/ids";
import { hashSecret, newSecret } from "@/lib/shared/secrets";
import { lockMember } from "./lock-members";
import { mailInvites } from "./mail-invites";
import { inviteSelect } from "./queries";
import type { CreateInvitesInput } from "./schema";
import { toInviteView, type NewInviteView } from "./view";

const DAY_MS = 24 * 60 * 60 * 1000;

/** Links of a team that work at once; a team that invites more people in a month revokes some, or is a script. */
const MOST_OPEN_INVITES = 100;

/**
 * Links for one person each to join the team in this role, and the private projects that are opened with it. Each secret
 * is in the answer and, as a hash only, in its row. With addresses each is mailed, where the studio can; whether the mail
 * server took it is said, and the link is there all the same.
 * @throws AppError too-many-invites, not-allowed for a role that one may not give, not-found for a project that is not there
 */
export async function createInvites(actor: Actor, input: CreateInvitesInput): Promise<NewInviteView[]> {
  const { role, days, projects, emails, count } = input;
  const whom = emails.length > 0 ? emails : Array.from({ length: count }, () => null);
  const now = Date.now();
  const made = await withTransaction(async (tx) => {
    const { reader } = await lockMember(tx, actor, actor.userId);
    if (!mayGovern(reader.role, role)) throw new AppError("not-allowed");
    const open = { teamId: actor.teamId, acceptedAt: null, revokedAt: null, expiresAt: { gt: new Date(now) } };
    if ((await tx.invite.count({ where: open })) + whom.length > MOST_OPEN_INVITES) throw new AppError("too-many-invites");
    await requireProjects(tx, actor, projects);
    const made: NewInviteView[] = [];
    for (const email of whom) {
      const token = newSecret();
      const invite = await tx.invite.create({
        data: {
          ...{ id: newId(), teamId: actor.teamId, role, email, tokenHash: hashSecret(token), createdById: actor.userId },
          ...{ projectIds: projects, createdAt: new Date(now), expiresAt: new Date(now + days * DAY_MS) },
        },
        select: inviteSelect,
      });
      await recordAccess("inviteMade", { userId: null, byId: actor.userId, teamId: actor.teamId, subject: email, detail: { role } }, tx);
      made.push({ invite: toInviteView(reader, invite), token, isMailed: null });
    }
    return made;
  });
  return emails.length > 0 ? mailInvites(actor, made) : made;
}

async function requireProjects(tx: Tx, actor: Actor, ids: readonly string[]): Promise<void> {
  const count = await tx.project.count({ where: { id: { in: [...ids] }, teamId: actor.teamId, isPrivate: true, deletedAt: null } });
  if (count < ids.length) throw new AppError("not-found");
}

/** Private projects that an invitation can open. */
export const listPrivateProjects = (actor: Actor): Promise<{ id: string; name: string }[]> =>
  db.project.findMany({
    where: { teamId: actor.teamId, isPrivate: true, deletedAt: null, archivedAt: null },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    select: { id: true, name: true },
  });
