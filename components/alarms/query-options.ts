import { queryOptions } from "@tanstack/react-query";
import { fetchJson } from "@/components/data/fetch-json";
import type { AlarmHistoryView, AlarmsView } from "@/lib/studio/alarms/view";
import { paths } from "@/lib/shared/paths";

/** Asked for even when no event comes: a worker that is silent sends none. */
const POLL_MS = 60_000;

export const alarmsQuery = (team: string, initial?: AlarmsView) =>
  queryOptions({
    queryKey: ["alarms", team],
    queryFn: ({ signal }) => fetchJson<AlarmsView>(paths.api.alarms(team), signal),
    ...(initial ? { initialData: initial } : {}),
    refetchInterval: POLL_MS,
  });

export const alarmHistoryQuery = (team: string, initial?: AlarmHistoryView) =>
  queryOptions({
    queryKey: ["alarm-history", team],
    queryFn: ({ signal }) => fetchJson<AlarmHistoryView>(paths.api.alarmHistory(team), signal),
    ...(initial ? { initialData: initial } : {}),
    // What ended while another page was open was heard by nobody here.
    staleTime: 2_000,
  });
