import type { Actor } from "@/lib/access/callers/actor";
import { inSight } from "@/lib/access/callers/in-sight";
import { may } from "@/lib/access/permissions";
import { describeConnection } from "@/lib/connections/connection";
import { db } from "@/lib/platform/db/client";
import { Prisma } from "@/lib/platform/db/generated/client";
import { databaseNow } from "@/lib/platform/db/now";
import { csvLine } from "@/lib/shared/csv";
import { dateOf, dayOf, daysOfMonth, monthOf } from "./periods";

const MICROS_PER_DOLLAR = 1_000_000;

/** In English whatever the reader's language: programs read it. */
const COLUMNS = [
  "day_utc",
  "clip",
  "project",
  "person",
  "model",
  "resolution",
  "seconds",
  "state",
  "charged",
  "estimated_usd",
  "billed_usd",
  "reserved_usd",
  "tokens",
  "made_by",
];

interface ClipRow {
  clip: string;
  kind: "settled" | "reserved" | "spared";
  tokens: number;
  micros: number | null;
  estimatedMicros: number | null;
  model: string;
  state: string;
  project: string | null;
  person: string | null;
  resolution: string | null;
  seconds: number | null;
}

/** Whether it was paid for, in the words of the file. */
const CHARGED = { settled: "yes", reserved: "not known yet", spared: "no" } as const;

const dollars = (micros: number | null): number | null => (micros === null ? null : micros / MICROS_PER_DOLLAR);

/** A month of spend, a line for each clip, day by day, so that no month is too long. Who may not see all gets their own. */
export async function exportSpend(actor: Actor, { month: asked }: { month?: string | undefined }) {
  const { isEmulator } = await describeConnection(actor.teamId);
  const month = asked ?? monthOf(dayOf(await databaseNow(db)));
  return { name: `spend-${month}.csv`, lines: linesOf(actor, month, isEmulator) };
}

async function* linesOf(actor: Actor, month: string, isEmulator: boolean): AsyncGenerator<string> {
  // The mark tells spreadsheets that the letters are UTF-8.
  yield `\u{feff}${csvLine(COLUMNS)}`;
  const last = Number(daysOfMonth(month).last.slice(8));
  for (let number = 1; number <= last; number += 1) {
    const day = `${month}-${String(number).padStart(2, "0")}`;
    for (const row of await readDay(actor, day, isEmulator)) yield lineOf(row, day, isEmulator);
  }
}

const lineOf = (row: ClipRow, day: string, isEmulator: boolean): string =>
  csvLine([
    day,
    row.clip,
    row.project,
    row.person,
    row.model,
    row.resolution,
    row.seconds,
    row.state,
    isEmulator ? "no" : CHARGED[row.kind],
    dollars(row.kind === "settled" ? row.estimatedMicros : row.micros),
    row.kind === "settled" ? dollars(row.micros) : null,
    row.kind === "reserved" ? dollars(row.micros) : null,
    row.tokens,
    isEmulator ? "emulator" : "provider",
  ]);

/** The clips that count on a day: those whose newest row that counts them says so. */
function readDay(actor: Actor, day: string, isEmulator: boolean): Promise<ClipRow[]> {
  const own = may(actor, "spend.readAll") ? Prisma.sql`true` : Prisma.sql`entry.user_id = ${actor.userId}::uuid`;
  return db.$queryRaw<ClipRow[]>`
    SELECT entry.generation_id AS clip, entry.kind::text AS kind, entry.tokens, entry.micros, entry.estimated_micros AS "estimatedMicros",
      entry.model, entry.state, projects.name AS project, users.name AS person, generations.resolution,
      coalesce(generations.actual_duration, generations.duration_seconds) AS seconds
    FROM spend AS entry
    LEFT JOIN generations ON generations.id = entry.generation_id
    LEFT JOIN projects ON projects.id = entry.project_id ${inSight(actor, Prisma.sql`projects.id`)}
    LEFT JOIN users ON users.id = entry.user_id
    WHERE entry.team_id = ${actor.teamId}::uuid AND entry.day = ${dateOf(day)}::date AND entry.clips = 1 AND entry.is_emulated = ${isEmulator} AND ${own}
      AND NOT EXISTS (SELECT 1 FROM spend AS later WHERE later.generation_id = entry.generation_id AND later.id > entry.id AND later.clips = 1)
    ORDER BY entry.generation_id`;
}
