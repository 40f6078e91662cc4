import type { Actor } from "@/lib/access/callers/actor";
import { inSight } from "@/lib/access/callers/in-sight";
import { DOUBTFUL, HOPELESS_AS_IT_IS } from "@/lib/generations/failure";
import { statusIn } from "@/lib/generations/status-sql";
import { CARD_PROMPT_LENGTH, cutPrompt } from "@/lib/generations/view";
import { db } from "@/lib/platform/db/client";
import { Prisma } from "@/lib/platform/db/generated/client";
import type { PressView } from "./view";

/** What failed longer ago is looked for in the gallery. */
const FAILED_WITHIN_DAYS = 1;
/** More than anybody steers at a time; what somebody keeps back is always among them, or nobody could let it go on. */
const MOST_PRESSES = 20;

const DID_NOT_BECOME_CLIPS = Prisma.sql`clip.${statusIn("failed", "refused", "expired")}`;
const IS_UNTRIED = Prisma.sql`${DID_NOT_BECOME_CLIPS} AND NOT EXISTS (SELECT 1 FROM generations AS later WHERE later.made_from_id = clip.id)`;
/** The same question as `whyLeftOut`, asked of the rows. */
const GOES_AGAIN = Prisma.sql`${IS_UNTRIED} AND coalesce(clip.actual_tokens, 0) = 0 AND clip.succeeded_at IS NULL
  AND coalesce(clip.error_code, clip.status::text) <> ALL (${HOPELESS_AS_IT_IS}::text[])
  AND NOT EXISTS (SELECT 1 FROM attempts WHERE attempts.generation_id = clip.id AND attempts.state::text = ANY (${DOUBTFUL}::text[]))`;

interface PressRow extends Omit<PressView, "author" | "created" | "project" | "kept"> {
  authorId: string;
  authorName: string;
  createdAt: Date;
  projectSlug: string;
  projectName: string;
  keptBy: string | null;
  keptSince: Date | null;
}

/**
 * The presses of a team that somebody may want to steer: some of their clips are open, or ended without a clip lately and
 * were not tried again. Open ones lie in the index of due rows; ids of presses begin with their time, so that the lately
 * pressed are the end of theirs.
 */
export async function listPresses(actor: Actor): Promise<PressView[]> {
  const { teamId } = actor;
  const rows = await db.$queryRaw<PressRow[]>`
    WITH steered AS (
      SELECT press_id FROM generations WHERE next_action_at IS NOT NULL AND team_id = ${teamId}::uuid AND press_id IS NOT NULL
      UNION
      SELECT press_id FROM generations
      WHERE team_id = ${teamId}::uuid AND press_id >= ${earliestOf(FAILED_WITHIN_DAYS)}::uuid AND status IN ('failed', 'refused', 'expired')
    ), told AS (
      SELECT clip.press_id AS id, min(clip.id::text)::uuid AS first,
        count(*)::int AS clips,
        (count(*) FILTER (WHERE status = 'ready'))::int AS ready,
        (count(*) FILTER (WHERE status = 'waiting'))::int AS waiting,
        (count(*) FILTER (WHERE next_action_at IS NOT NULL AND status <> 'waiting'))::int AS "underWay",
        (count(*) FILTER (WHERE ${DID_NOT_BECOME_CLIPS}))::int AS failed,
        (count(*) FILTER (WHERE ${IS_UNTRIED}))::int AS untried,
        (count(*) FILTER (WHERE ${GOES_AGAIN}))::int AS again
      FROM steered JOIN generations AS clip ON clip.team_id = ${teamId}::uuid AND clip.press_id = steered.press_id AND clip.deleted_at IS NULL
      GROUP BY clip.press_id
    ), ranked AS (
      SELECT told.*, paused_by_id AS "keptById", line_pauses.created_at AS "keptSince",
        row_number() OVER (PARTITION BY paused_by_id IS NULL ORDER BY told.id DESC) AS place
      FROM told JOIN generations AS first ON first.id = told.first JOIN projects ON projects.id = first.project_id
      LEFT JOIN line_pauses ON line_pauses.team_id = ${teamId}::uuid AND line_pauses.whose = told.id AND waiting + "underWay" > 0
      WHERE waiting + "underWay" + untried > 0 AND projects.deleted_at IS NULL ${inSight(actor, Prisma.sql`projects.id`)}
    )
    SELECT told.id, clips, ready, waiting, "underWay", failed, again, left(first.prompt, ${CARD_PROMPT_LENGTH + 1}::int) AS prompt, first.created_at AS "createdAt",
      author.id AS "authorId", author.name AS "authorName", projects.slug AS "projectSlug", projects.name AS "projectName",
      keeper.name AS "keptBy", told."keptSince"
    FROM ranked AS told JOIN generations AS first ON first.id = told.first
    JOIN users AS author ON author.id = first.created_by_id JOIN projects ON projects.id = first.project_id
    LEFT JOIN users AS keeper ON keeper.id = told."keptById"
    WHERE told."keptById" IS NOT NULL OR told.place <= ${MOST_PRESSES}
    ORDER BY told.id DESC`;
  return rows.map(({ authorId, authorName, createdAt, projectSlug, projectName, keptBy, keptSince, prompt, ...row }) => ({
    ...{ id: row.id, clips: row.clips, ready: row.ready, waiting: row.waiting, underWay: row.underWay },
    ...{ failed: row.failed, again: row.again, prompt: cutPrompt(prompt) },
    author: { id: authorId, name: authorName },
    created: createdAt.toISOString(),
    project: { slug: projectSlug, name: projectName },
    kept: keptBy !== null && keptSince !== null ? { by: keptBy, since: keptSince.toISOString() } : null,
  }));
}

/** The least id that could have been made so many days ago. */
function earliestOf(days: number): string {
  const time = (Date.now() - days * 24 * 60 * 60 * 1000).toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-000000000000`;
}
