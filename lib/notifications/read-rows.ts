import { type Db } from "@/lib/platform/db/client";
import { Prisma } from "@/lib/platform/db/generated/client";
import { piecesOf } from "@/lib/models/mention-tokens";
import { type Detail, detailSchema } from "./detail";
import type { NotificationKind } from "./kinds";

/** A thing that somebody was told, with what it is called now. */
export interface NotificationRow {
  id: string;
  teamId: string;
  userId: string;
  kind: NotificationKind;
  at: Date;
  isRead: boolean;
  team: string;
  project: { slug: string; name: string } | null;
  clip: { id: string; title: string } | null;
  comment: { id: string; text: string } | null;
  by: string | null;
  detail: Detail;
}

interface Raw extends Pick<NotificationRow, "id" | "teamId" | "userId" | "kind" | "at" | "isRead" | "team" | "by"> {
  projectSlug: string | null;
  projectName: string | null;
  clipId: string | null;
  clipTitle: string | null;
  commentId: string | null;
  commentText: string | null;
  detail: unknown;
}

/** As much of a title or of what was said as a line has room for. */
const TITLE_LENGTH = 60;
const QUOTE_LENGTH = 160;

/** What is told, as long as it is there and in sight of whom it is told: a project may have been closed to them, a comment taken back. */
export const VISIBLE = Prisma.sql`
  FROM notifications AS told
    JOIN memberships AS member ON member.team_id = told.team_id AND member.user_id = told.user_id
    JOIN users AS account ON account.id = told.user_id AND account.disabled_at IS NULL
    JOIN teams AS team ON team.id = told.team_id AND team.deleted_at IS NULL
    LEFT JOIN generations AS clip ON clip.id = told.generation_id
    LEFT JOIN projects AS project ON project.id = coalesce(clip.project_id, told.project_id)
    LEFT JOIN comments AS remark ON remark.id = told.comment_id
    LEFT JOIN users AS actor ON actor.id = told.actor_id
  WHERE clip.deleted_at IS NULL AND project.deleted_at IS NULL AND remark.deleted_at IS NULL
    AND (project.id IS NULL OR project.id <> ALL (hidden_projects(told.team_id, told.user_id, member.role)))`;

/** @param which more conditions, an order and a limit */
export async function readRows(tx: Db, which: Prisma.Sql): Promise<NotificationRow[]> {
  const rows = await tx.$queryRaw<Raw[]>`
    SELECT told.id, told.team_id AS "teamId", told.user_id AS "userId", told.kind, told.created_at AS at, told.read_at IS NOT NULL AS "isRead",
      team.slug AS team, project.slug AS "projectSlug", project.name AS "projectName", clip.id AS "clipId",
      coalesce(clip.name, clip.prompt) AS "clipTitle", remark.id AS "commentId", remark.text AS "commentText", actor.name AS by, told.detail
    ${VISIBLE} ${which}`;
  const names = await namesIn(tx, rows);
  return rows.map(({ projectSlug, projectName, clipId, clipTitle, commentId, commentText, detail, ...row }) => ({
    ...row,
    project: projectSlug === null ? null : { slug: projectSlug, name: projectName! },
    clip: clipId === null ? null : { id: clipId, title: cut(clipTitle!, TITLE_LENGTH) },
    comment: commentId === null ? null : { id: commentId, text: cut(withNames(commentText!, names), QUOTE_LENGTH) },
    detail: detailSchema.safeParse(detail).data ?? {},
  }));
}

const mentionedIn = (text: string | null): string[] => piecesOf(text ?? "").flatMap((piece) => (typeof piece === "string" ? [] : piece.id));

async function namesIn(tx: Db, rows: readonly Raw[]): Promise<Map<string, string>> {
  const named = rows.flatMap(({ teamId, commentText }) => mentionedIn(commentText).map((userId) => ({ teamId, userId })));
  if (named.length === 0) return new Map();
  const ids = [...new Set(named.map(({ userId }) => userId))];
  const teams = [...new Set(named.map(({ teamId }) => teamId))];
  const members = await tx.membership.findMany({
    where: { userId: { in: ids }, teamId: { in: teams } },
    select: { user: { select: { id: true, name: true } } },
  });
  return new Map(members.map(({ user }) => [user.id, user.name]));
}

const withNames = (text: string, names: ReadonlyMap<string, string>): string =>
  piecesOf(text)
    .map((piece) => (typeof piece === "string" ? piece : `@${names.get(piece.id) ?? "…"}`))
    .join("");

function cut(text: string, length: number): string {
  const characters = [...text.replace(/\s+/gu, " ").trim()];
  return characters.length > length ? `${characters.slice(0, length).join("")}…` : characters.join("");
}
