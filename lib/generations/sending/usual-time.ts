import { describeConnection } from "@/lib/connections/connection";
import { db } from "@/lib/platform/db/client";
import { singleton } from "@/lib/platform/singleton";
import { statusIn } from "../status-sql";
import type { UsualTime } from "../view";

/** Fewer would be an anecdote. */
export const LEAST_SAMPLES = 3;
/** What a provider did last season says little about today. */
const HISTORY_DAYS = 60;
/** The last so many of each kind, among the last so many of all: what came before them says as little. */
const MOST_SAMPLES = 50;
const MOST_CLIPS = 500;
/** A figure of so many clips hardly moves; every open page may ask for it at any moment. */
const KEEP_MS = 20_000;

export interface UsualTimes {
  byKind: ReadonlyMap<string, UsualTime>;
  /** Of all kinds together: how fast the line moves. */
  overall: UsualTime | null;
}

interface Kind {
  model: string;
  resolution: string;
  durationSeconds: number | null;
}

const keyOf = ({ model, resolution, durationSeconds }: Kind): string => `${model}|${resolution}|${durationSeconds ?? "auto"}`;

/** How long clips of this model, resolution and length took here; null while there are too few to speak of. */
export const usualTimeOf = (times: UsualTimes, kind: Kind): UsualTime | null => times.byKind.get(keyOf(kind)) ?? null;

const kept = singleton("usual-times", () => new Map<string, { at: number; times: Promise<UsualTimes> }>());

/**
 * The team's own history with the provider account in use: from sending to ready, so that the provider's queue and our
 * copying count and our own line does not (whoever waits in it is told about it apart). Kept for 20 seconds.
 */
export async function readUsualTimes(teamId: string): Promise<UsualTimes> {
  const { account } = await describeConnection(teamId);
  const key = `${teamId}|${account}`;
  const known = kept.get().get(key);
  if (known && performance.now() - known.at < KEEP_MS) return known.times;
  const times = measure(teamId, account);
  kept.get().set(key, { at: performance.now(), times });
  times.catch(() => kept.get().delete(key));
  return times;
}

/** Lets a test finish a clip and look again at once. */
export const forgetUsualTimes = (): void => void kept.clear();

interface Row {
  model: string | null;
  resolution: string | null;
  duration: number | null;
  isOverall: boolean;
  samples: number;
  median: number;
  low: number;
  high: number;
}

async function measure(teamId: string, account: string): Promise<UsualTimes> {
  const rows = await db.$queryRaw<Row[]>`
    WITH latest AS (
      SELECT model, resolution, duration_seconds, sent_at, finished_at FROM generations
      WHERE team_id = ${teamId}::uuid AND provider_account = ${account} AND ${statusIn("ready")}
        AND sent_at IS NOT NULL AND finished_at > now() - ${HISTORY_DAYS} * interval '1 day'
      ORDER BY finished_at DESC LIMIT ${MOST_CLIPS}
    ), took AS (
      SELECT model, resolution, duration_seconds, extract(epoch FROM finished_at - sent_at)::float8 AS seconds,
             row_number() OVER (PARTITION BY model, resolution, duration_seconds ORDER BY finished_at DESC) AS recent
      FROM latest
    )
    SELECT model, resolution, duration_seconds AS duration, grouping(model) = 1 AS "isOverall", count(*)::int AS samples,
           percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds) AS median,
           percentile_cont(0.1) WITHIN GROUP (ORDER BY seconds) AS low,
           percentile_cont(0.9) WITHIN GROUP (ORDER BY seconds) AS high
    FROM took WHERE recent <= ${MOST_SAMPLES}
    GROUP BY GROUPING SETS ((model, resolution, duration_seconds), ())
    HAVING count(*) >= ${LEAST_SAMPLES}`;
  const usual = ({ median, low, high }: Row): UsualTime => ({ medianSeconds: median, fromSeconds: low, toSeconds: high });
  const overall = rows.find((row) => row.isOverall);
  return {
    byKind: new Map(
      rows
        .filter((row) => !row.isOverall)
        .map((row) => [keyOf({ model: row.model!, resolution: row.resolution!, durationSeconds: row.duration }), usual(row)]),
    ),
    overall: overall ? usual(overall) : null,
  };
}
