import type { Tx } from "@/lib/platform/db/client";
import { publishAll } from "@/lib/platform/events/publish";
import type { Detail } from "./detail";
import { KINDS, type NotificationKind } from "./kinds";

/** Something that people are to be told. */
export interface Told {
  teamId: string;
  kind: NotificationKind;
  /** The same key is the same event: a person is told of it once, whatever the kind. */
  key: string;
  to: readonly string[];
  projectId?: string;
  generationId?: string;
  commentId?: string;
  /** Who did it, and so is not told; left out: the studio, or a guest. */
  actorId?: string;
  detail?: Detail;
}

/** When a digest comes, in the morning of whoever reads it. */
const DIGEST_HOUR = 8;

/**
 * Tells people of these, in the transaction that does them: either both are there, or neither. Whoever did it, left the team or does not
 * see the project is left out, and so is what somebody chose not to hear of. Of two with one key the first one counts.
 */
export async function tell(tx: Tx, told: readonly Told[]): Promise<void> {
  if (told.every(({ to }) => to.length === 0)) return;
  const said = told.map((one, place) => ({ ...one, detail: one.detail ?? {}, place }));
  const usual = Object.entries(KINDS).map(([kind, choice]) => ({ kind, ...choice }));
  const rows = await tx.$queryRaw<{ teamId: string; userId: string }[]>`
    INSERT INTO notifications (id, team_id, user_id, kind, key, project_id, generation_id, comment_id, actor_id, detail, is_listed, mail_due_at)
    SELECT DISTINCT ON (member.user_id, said.key)
      gen_random_uuid(), said."teamId", member.user_id, said.kind, said.key, said."projectId", said."generationId", said."commentId", said."actorId",
      said.detail, coalesce(choice.is_listed, usual."isListed"),
      CASE coalesce(choice.mail, usual.mail)
        WHEN 'atOnce' THEN now() + usual."waitSeconds" * interval '1 second'
        WHEN 'daily' THEN next_morning(account.time_zone, ${DIGEST_HOUR}::int)
      END
    FROM jsonb_to_recordset(${JSON.stringify(said)}::jsonb) AS said("teamId" uuid, kind text, key text, "to" uuid[], "projectId" uuid,
        "generationId" uuid, "commentId" uuid, "actorId" uuid, detail jsonb, place int)
      JOIN jsonb_to_recordset(${JSON.stringify(usual)}::jsonb) AS usual(kind text, "isListed" boolean, mail text, "waitSeconds" int) USING (kind)
      JOIN memberships AS member ON member.team_id = said."teamId" AND member.user_id = ANY (said."to")
      JOIN users AS account ON account.id = member.user_id AND account.disabled_at IS NULL
      LEFT JOIN notification_choices AS choice ON choice.user_id = member.user_id AND choice.kind = said.kind
    WHERE member.user_id IS DISTINCT FROM said."actorId"
      AND (said."projectId" IS NULL OR said."projectId" <> ALL (hidden_projects(member.team_id, member.user_id, member.role)))
      AND (coalesce(choice.is_listed, usual."isListed") OR coalesce(choice.mail, usual.mail) <> 'off')
    ORDER BY member.user_id, said.key, said.place
    ON CONFLICT (user_id, key) DO NOTHING
    RETURNING team_id AS "teamId", user_id AS "userId"`;
  const people = new Map(rows.map(({ teamId, userId }) => [`${teamId} ${userId}`, { teamId, kind: "notification" as const, id: userId }]));
  await publishAll(tx, [...people.values()]);
}
