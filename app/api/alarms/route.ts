import { teamRoute } from "@/lib/access/doors/team-route";
import { listAlarmHistory, listAlarms } from "@/lib/studio/alarms/queries";

export const dynamic = "force-dynamic";

/** What an owner should know of now, `?team=…`; with `&history=1` what is over. */
export const GET = teamRoute("alarms.read", async ({ actor, searchParams }) =>
  searchParams.get("history") === null ? await listAlarms(actor) : await listAlarmHistory(actor),
);
