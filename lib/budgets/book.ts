import type { Tx } from "@/lib/platform/db/client";
import type { Spend } from "@/lib/platform/db/generated/client";
import { dayOf } from "./periods";

/** A row of `spend` before it is written. */
export type SpendEntry = Omit<Spend, "id" | "createdAt">;

const asRow = ({ day, ...entry }: SpendEntry) => ({
  team_id: entry.teamId,
  generation_id: entry.generationId,
  kind: entry.kind,
  clips: entry.clips,
  tokens: entry.tokens,
  micros: entry.micros,
  estimated_micros: entry.estimatedMicros,
  day: dayOf(day),
  is_emulated: entry.isEmulated,
  project_id: entry.projectId,
  user_id: entry.userId,
  model: entry.model,
  state: entry.state,
});

/**
 * The only writer of spend: adds rows, and adds them to the sums in the same statement, in the caller's transaction.
 * The sums are touched in the order of their key, so that two transactions do not wait for each other crosswise.
 */
export async function writeSpend(tx: Tx, entries: readonly SpendEntry[]): Promise<void> {
  if (entries.length === 0) return;
  await tx.$executeRaw`
    WITH added AS (
      INSERT INTO spend (team_id, generation_id, kind, clips, tokens, micros, estimated_micros, day, is_emulated, project_id, user_id, model, state)
      SELECT team_id, generation_id, kind::"SpendKind", clips, tokens, micros, estimated_micros, day, is_emulated, project_id, user_id, model, state
      FROM jsonb_to_recordset(${JSON.stringify(entries.map(asRow))}::jsonb) AS entry (
        team_id uuid, generation_id uuid, kind text, clips smallint, tokens int, micros int, estimated_micros int, day date,
        is_emulated boolean, project_id uuid, user_id uuid, model text, state text)
      RETURNING *
    )
    INSERT INTO spend_totals AS total (team_id, is_emulated, day, project_id, user_id, model, state, kind,
      clips, tokens, micros, estimated_micros, unpriced, unbilled_micros)
    SELECT team_id, is_emulated, day, project_id, user_id, model, state,
      CASE kind WHEN 'released' THEN 'reserved' ELSE kind END AS kind,
      sum(clips), sum(tokens), coalesce(sum(micros), 0), coalesce(sum(estimated_micros) FILTER (WHERE micros IS NOT NULL), 0),
      coalesce(sum(clips) FILTER (WHERE micros IS NULL), 0), coalesce(sum(estimated_micros) FILTER (WHERE micros IS NULL), 0)
    FROM added GROUP BY 1, 2, 3, 4, 5, 6, 7, 8 ORDER BY 1, 2, 3, 4, 5, 6, 7, 8
    ON CONFLICT (team_id, is_emulated, day, project_id, user_id, model, state, kind) DO UPDATE SET
      clips = total.clips + excluded.clips, tokens = total.tokens + excluded.tokens, micros = total.micros + excluded.micros,
      estimated_micros = total.estimated_micros + excluded.estimated_micros, unpriced = total.unpriced + excluded.unpriced,
      unbilled_micros = total.unbilled_micros + excluded.unbilled_micros`;
}
