"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { Suspense, useEffect } from "react";
import { useMessages } from "use-intl";
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
  const router = useRouter();
  const hasWords = "alarms" in useMessages();
  // A page that was opened while all was well has no words for this.
  useEffect(() => {
    if (data.open.length > 0 && !hasWords) router.refresh();
  }, [data, hasWords, router]);
  if (data.open.length === 0 || !hasWords) return null;
  return (
    <Suspense>
      <AlarmBanner team={team} alarms={data.open} />
    </Suspense>
  );
}
