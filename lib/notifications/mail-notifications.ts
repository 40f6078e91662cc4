import { z } from "zod";
import { DEFAULT_LOCALE, isLocale } from "@/lib/i18n/config";
import { loadNamespace } from "@/lib/i18n/load-messages";
import { db, withTransaction } from "@/lib/platform/db/client";
import { Prisma } from "@/lib/platform/db/generated/client";
import { getEnv } from "@/lib/platform/env";
import { logError } from "@/lib/platform/log";
import { canMail, type MailAnswer, sendMails } from "@/lib/platform/mail";
import { paths } from "@/lib/shared/paths";
import { layOutMails } from "@/lib/teams/team-mail";
import { type Group, groupRows, hrefOf, lineWriter } from "./lines";
import { type NotificationRow, readRows } from "./read-rows";

/** What one person has coming from one team, in one mail. */
export interface MailClaim {
  teamId: string;
  userId: string;
  ids: string[];
}

/** As long as a mail is news: after a studio was away, or its mail server was, nobody is written to of last week. */
const FRESH_DAYS = 3;
/** After this it is tried again, where the mail certainly did not leave. */
const RETRY_SECONDS = 300;
/** In one round, before the next kind of work has its turn. */
const MOST_OF_ROUND = 20;
/** More than this in one mail is a number. */
const MOST_LINES = 30;

const word = z.string();
const wordsSchema = z.object({
  notifications: z.object({ subject: word, text: word, more: word, action: word, note: word }),
});

/** Mails what is due. Nothing happens where this studio sends no mail, or does not know how it is reached from outside. */
export async function mailNotifications(signal: AbortSignal): Promise<void> {
  if (!canMail() || getEnv().publicUrl === undefined) return;
  for (let mails = 0; mails < MOST_OF_ROUND && !signal.aborted; mails++) {
    const claim = await claimMail();
    if (!claim) return;
    if ((await mailClaim(claim)) === "unsent") return;
  }
}

/**
 * Takes what one person has coming, and marks it before anything is sent. A worker that dies in between may have sent it or not, so it is
 * not sent again: a missing mail is better than two, and the app shows the same news. It is given back only where it certainly was not
 * sent. Several workers take different ones.
 */
export async function claimMail(): Promise<MailClaim | null> {
  // In a transaction of ours, which begins anew where it crosses another: its reader may be marking the same rows.
  const rows = await withTransaction(
    (tx) => tx.$queryRaw<{ id: string; teamId: string; userId: string }[]>`
      WITH next AS (
        SELECT member.team_id, member.user_id
        FROM notifications AS told JOIN memberships AS member ON member.team_id = told.team_id AND member.user_id = told.user_id
        WHERE told.mail_due_at <= now() ORDER BY told.mail_due_at LIMIT 1 FOR NO KEY UPDATE OF member SKIP LOCKED
      )
      UPDATE notifications AS told SET mail_begun_at = now(), mail_due_at = NULL
      FROM next WHERE told.team_id = next.team_id AND told.user_id = next.user_id AND told.mail_due_at <= now()
      RETURNING told.id, told.team_id AS "teamId", told.user_id AS "userId"`,
  );
  const [first] = rows;
  return first ? { teamId: first.teamId, userId: first.userId, ids: rows.map(({ id }) => id) } : null;
}

/** Sends one mail of these, without what was read meanwhile, is gone or out of sight. @returns null where nothing of it was left to tell */
async function mailClaim(claim: MailClaim): Promise<MailAnswer | null> {
  let mail;
  try {
    mail = await writeMail(claim);
  } catch (error) {
    // Nothing was sent: the database went away, or what was written cannot be laid out.
    logError(error, {}, "a mail could not be written");
    await giveBack(claim);
    return "unsent";
  }
  if (!mail) return null;
  const [answer = "unsent"] = await sendMails([mail]);
  if (answer === "unsent") await giveBack(claim);
  if (answer === "taken") await db.notification.updateMany({ where: { id: { in: claim.ids } }, data: { mailedAt: new Date() } });
  return answer;
}

const giveBack = ({ ids }: MailClaim): Promise<unknown> =>
  db.$executeRaw`
    UPDATE notifications SET mail_begun_at = NULL, mail_due_at = now() + ${RETRY_SECONDS} * interval '1 second'
    WHERE id = ANY(${ids}::uuid[]) AND mailed_at IS NULL`;

async function writeMail({ teamId, userId, ids }: MailClaim) {
  const rows = await readRows(
    db,
    Prisma.sql`AND told.id = ANY(${ids}::uuid[]) AND told.read_at IS NULL AND told.created_at > now() - ${FRESH_DAYS} * interval '1 day'
      ORDER BY told.created_at DESC, told.id DESC`,
  );
  const groups = groupRows(rows);
  const [first] = groups;
  if (!first) return null;
  const [user, team] = await Promise.all([
    db.user.findUniqueOrThrow({ where: { id: userId }, select: { email: true, locale: true } }),
    db.team.findUniqueOrThrow({ where: { id: teamId }, select: { name: true, slug: true } }),
  ]);
  const locale = isLocale(user.locale) ? user.locale : DEFAULT_LOCALE;
  const [write, messages] = await Promise.all([lineWriter(locale), loadNamespace(locale, "mails")]);
  const words = wordsSchema.parse(messages).notifications;
  const left = Math.max(0, groups.length - MOST_LINES);
  const choices = absolute(paths.notificationChoices());
  const values = { count: groups.length, line: write(first), team: team.name, lines: linesOf(groups, write), left, choices };
  const mail = { to: user.email, locale, words: { ...words, text: left > 0 ? words.more : words.text }, values };
  const link = absolute(groups.length === 1 ? hrefOf(first) : paths.projects(team.slug));
  return (await layOutMails(teamId, [{ ...mail, link }]))[0]!;
}

/** Each line, with what was said under it, and where it leads to where there are several. */
function linesOf(groups: readonly Group[], write: (group: Group) => string): string {
  return groups
    .slice(0, MOST_LINES)
    .map((group) => [write(group), quoteOf(group[0]), groups.length > 1 ? absolute(hrefOf(group)) : null].filter(Boolean).join("\n"))
    .join("\n\n");
}

const quoteOf = ({ comment }: NotificationRow): string | null => comment && `> ${comment.text}`;

const absolute = (path: string): string => new URL(path, getEnv().publicUrl).href;
