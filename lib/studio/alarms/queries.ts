import type { Actor } from "@/lib/access/callers/actor";
import { isOperator } from "@/lib/access/callers/operator";
import { db } from "@/lib/platform/db/client";
import type { Prisma } from "@/lib/platform/db/generated/client";
import { ALARM_LEVELS, isAlarmKind, kindFacts } from "./kinds";
import { updateAlarms } from "./update-alarms";
import type { AlarmHistoryView, AlarmsView, AlarmView } from "./view";

/** As many as fit a list that somebody reads. */
const MOST_OPEN = 300;
const HISTORY = 20;
/** A worker that was not heard of for so long looks after no alarms, its own silence among them. */
const SILENT_SECONDS = 60;

const include = {
  generation: { select: { id: true, teamId: true, prompt: true, deletedAt: true, project: { select: { slug: true, deletedAt: true } } } },
} as const satisfies Prisma.AlarmInclude;
type AlarmRow = Prisma.AlarmGetPayload<{ include: typeof include }>;

/** The clips and limits of this team, and, for whoever runs the studio, what concerns all; another team's clips are not spoken of. */
export async function alarmScope(actor: Actor): Promise<Prisma.AlarmWhereInput> {
  const ofTeam: Prisma.AlarmWhereInput[] = [{ generation: { teamId: actor.teamId } }, { teamId: actor.teamId }];
  return { OR: (await isOperator(actor)) ? [{ generationId: null, teamId: null }, ...ofTeam] : ofTeam };
}

/** What is the matter now: each matter once, at the highest level that it has reached, the most urgent first. */
export async function listAlarms(actor: Actor): Promise<AlarmsView> {
  await standIn();
  const rows = await db.alarm.findMany({
    where: { clearedAt: null, ...(await alarmScope(actor)) },
    include,
    // An enum sorts in the order in which its words were declared.
    orderBy: [{ level: "desc" }, { raisedAt: "asc" }],
    take: MOST_OPEN,
  });
  return { open: present(rows) };
}

/** What was the matter lately. */
export async function listAlarmHistory(actor: Actor): Promise<AlarmHistoryView> {
  const rows = await db.alarm.findMany({
    where: { clearedAt: { not: null }, ...(await alarmScope(actor)) },
    include,
    orderBy: [{ clearedAt: "desc" }, { level: "desc" }],
    take: HISTORY * ALARM_LEVELS.length,
  });
  return { ended: present(rows).slice(0, HISTORY) };
}

/** While no worker lives, whoever looks does its round: otherwise the one alarm that nobody could raise is its own. */
async function standIn(): Promise<void> {
  const [row] = await db.$queryRaw<{ alive: boolean }[]>`
    SELECT EXISTS (SELECT 1 FROM worker_heartbeats WHERE seen_at > now() - make_interval(secs => ${SILENT_SECONDS})) AS alive`;
  if (!row?.alive) await updateAlarms();
}

/** The first of each matter and time, which is its highest level. */
function present(rows: readonly AlarmRow[]): AlarmView[] {
  const seen = new Set<string>();
  return rows.flatMap((row) => {
    const matter = `${row.kind}|${row.subject}|${row.clearedAt?.getTime() ?? "open"}`;
    if (seen.has(matter)) return [];
    seen.add(matter);
    return presentAlarm(row) ?? [];
  });
}

function presentAlarm(row: AlarmRow): AlarmView | null {
  // Left by another version of the studio, which has no words here.
  if (!isAlarmKind(row.kind)) return null;
  const { since, endsAt, seenBy: _name, ...values } = row.detail as Record<string, string | number>;
  const { generation } = row;
  const facts = kindFacts(row.kind);
  return {
    id: row.id,
    kind: row.kind,
    level: row.level,
    since: String(since ?? row.raisedAt.toISOString()),
    endsAt: endsAt === undefined ? null : String(endsAt),
    raisedAt: row.raisedAt.toISOString(),
    clearedAt: row.clearedAt?.toISOString() ?? null,
    values,
    leadsTo: facts.leadsTo,
    clip:
      generation && generation.deletedAt === null && generation.project.deletedAt === null
        ? { id: generation.id, project: generation.project.slug, prompt: generation.prompt.slice(0, 200) }
        : null,
    endsBySeeing: facts.endsBy === "person",
  };
}
