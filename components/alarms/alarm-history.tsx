"use client";

import { useQuery } from "@tanstack/react-query";
import { Check } from "@/components/ui/icons";
import { useTranslations } from "use-intl";
import { useLiveRefetch } from "@/components/data/use-live-refetch";
import type { AlarmHistoryView } from "@/lib/studio/alarms/view";
import { AlarmLevelMark } from "./alarm-level";
import { useAlarmWords } from "./alarm-words";
import { alarmHistoryQuery } from "./query-options";

/** What was the matter lately and is over. */
export function AlarmHistory({ team, initial }: { team: string; initial: AlarmHistoryView }) {
  const t = useTranslations("alarms.history");
  const words = useAlarmWords();
  const query = alarmHistoryQuery(team, initial);
  const { data = initial } = useQuery(query);
  useLiveRefetch(query.queryKey, "alarm");
  if (data.ended.length === 0) return null;
  return (
    <details data-slot="alarm-history" className="rounded-lg border border-line bg-surface">
      <summary className="px-3 py-2.5 text-sm font-medium">
        {t("title")} <span className="font-normal text-quiet tabular">{data.ended.length}</span>
      </summary>
      <ul className="divide-y divide-line border-t border-line">
        {data.ended.map((alarm) => (
          <li key={alarm.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3 py-2 text-sm">
            <AlarmLevelMark level={alarm.level} />
            <span className="min-w-0 flex-1">
              {words.titleOf(alarm)}
              {alarm.clip && (
                <span dir="auto" className="block truncate text-xs text-quiet">
                  {alarm.clip.prompt}
                </span>
              )}
            </span>
            <span className="flex items-center gap-1 text-xs text-quiet tabular">
              <Check aria-hidden="true" className="icon size-3.5 text-ready" />
              {alarm.clearedAt && t("span", { from: words.at(alarm.raisedAt), to: words.at(alarm.clearedAt) })}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}
