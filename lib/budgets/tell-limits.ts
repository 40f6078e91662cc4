import { describeConnection } from "@/lib/connections/connection";
import { raise } from "@/lib/notifications/webhooks/raise";
import { tell } from "@/lib/notifications/tell";
import { db, withTransaction } from "@/lib/platform/db/client";
import { logError } from "@/lib/platform/log";
import { listUses } from "./list-uses";

/** At which parts of a limit people hear of it. */
const MARKS = [100, 80] as const;

/** Tells of limits that are near or reached: those who look after the money, and the person whose limit it is. Each mark of each limit is told once in its time. */
export async function tellLimits(): Promise<void> {
  const teams = await db.spendLimit.findMany({
    where: { OR: [{ monthMicros: { gt: 0 } }, { dayMicros: { gt: 0 } }], team: { deletedAt: null } },
    select: { teamId: true },
    distinct: ["teamId"],
  });
  for (const { teamId } of teams) await tellLimitsOf(teamId).catch((error: unknown) => logError(error, { teamId }, "limits were not told"));
}

async function tellLimitsOf(teamId: string): Promise<void> {
  const { isEmulator } = await describeConnection(teamId);
  const near = (await listUses(db, teamId, isEmulator)).flatMap((use) => {
    const percent = use.limit > 0 ? MARKS.find((mark) => use.used * 100 >= use.limit * mark) : undefined;
    return percent === undefined ? [] : [{ ...use, percent }];
  });
  if (near.length === 0) return;
  const keepers = await db.membership.findMany({ where: { teamId, role: { in: ["owner", "admin"] } }, select: { userId: true } });
  const told = near.map(({ scope, subjectId, name, period, limit, at, percent }) => ({
    ...{ teamId, kind: "limit" as const, ...(scope === "project" && { projectId: subjectId }) },
    // A limit that was raised is another one: near it again is news.
    key: ["limit", isEmulator ? "emulated" : "bought", subjectId, period, at, limit, percent].join(":"),
    to: [...keepers.map(({ userId }) => userId), ...(scope === "person" ? [subjectId] : [])],
    detail: { scope, period, percent, name: name ?? "" },
  }));
  await withTransaction(async (tx) => {
    await tell(tx, told);
    // What a single person may spend is between them and those who look after the money.
    const raised = told.filter(({ detail }) => detail.scope !== "person");
    await raise(
      tx,
      raised.map(({ projectId = null, key, detail: { scope, period, percent } }) => ({
        ...{ teamId, projectId, event: "limit.near", key, data: { scope, period, percent } },
      })),
    );
  });
}
