"use client";

import { useQuery } from "@tanstack/react-query";
import { Suspense } from "react";
import { late } from "@/components/ui/late";
import { useLiveRefetch } from "@/components/data/use-live-refetch";
import type { AlarmsView } from "@/lib/studio/alarms/view";
import { alarmsQuery } from "./query-options";

// Nearly always there is nothing to say, and then nothing to load.
const AlarmBanner = late(async () => (await import("./alarm-banner")).AlarmBanner);

/** What an owner should know of, above every page of the team; nothing while all is well. */
export function Alarms({ team, initial }: { team: string; initial: AlarmsView }) {
  const query = alarmsQuery(team, initial);
  const { data = initial } = useQuery(query);
  useLiveRefetch(query.queryKey, "alarm");
  if (data.open.length === 0) return null;
  return (
    <Suspense>
      <AlarmBanner team={team} alarms={data.open} />
    </Suspense>
  );
}
