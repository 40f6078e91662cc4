import type { Actor } from "@/lib/access/callers/actor";
import { db } from "@/lib/platform/db/client";
import { Prisma } from "@/lib/platform/db/generated/client";
import type { Locale } from "@/lib/i18n/config";
import { groupRows, hrefOf, lineWriter } from "./lines";
import { readRows, VISIBLE } from "./read-rows";
import type { NotificationsView } from "./view";

/** What fits into a list that somebody opens for a moment; older ones are behind what they were about. */
const MOST_LISTED = 80;
/** Beyond this a number tells no more. */
const MOST_COUNTED = 100;

/** What one person has not looked at in this team, as far as it is counted. */
export async function countUnread({ teamId, userId }: Pick<Actor, "teamId" | "userId">): Promise<number> {
  const [row] = await db.$queryRaw<{ count: bigint }[]>`
    SELECT count(*) AS count FROM (SELECT 1 ${VISIBLE} AND told.team_id = ${teamId}::uuid AND told.user_id = ${userId}::uuid
      AND told.is_listed AND told.read_at IS NULL LIMIT ${MOST_COUNTED}) AS unread`;
  return Number(row?.count ?? 0);
}

/** What one person was told in this team, in the language in which they read. */
export async function listNotifications(actor: Actor, locale: Locale): Promise<NotificationsView> {
  const [unread, rows, write] = await Promise.all([
    countUnread(actor),
    readRows(
      db,
      Prisma.sql`AND told.team_id = ${actor.teamId}::uuid AND told.user_id = ${actor.userId}::uuid AND told.is_listed
        ORDER BY told.created_at DESC, told.id DESC LIMIT ${MOST_LISTED}`,
    ),
    lineWriter(locale),
  ]);
  const items = groupRows(rows).map((group) => ({
    ids: group.map(({ id }) => id),
    text: write(group),
    quote: group[0].comment?.text ?? null,
    at: group[0].at.toISOString(),
    isRead: group[0].isRead,
    href: hrefOf(group),
  }));
  return { unread, items };
}
