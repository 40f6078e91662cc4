"use client";

import { ChevronDown } from "@/components/ui/icons";
import { useTranslations } from "use-intl";
import type { AlarmView } from "@/lib/studio/alarms/view";
import { AlarmGroupItem } from "./alarm-group";
import { AlarmLevelMark } from "./alarm-level";
import { useAlarmWords } from "./alarm-words";
import { groupAlarms } from "./group-alarms";

/** One calm line, the most urgent first; opened, it says of each what happened, what it means for money, and what to do. */
export function AlarmBanner({ team, alarms }: { team: string; alarms: readonly AlarmView[] }) {
  const t = useTranslations("alarms");
  const words = useAlarmWords();
  const groups = groupAlarms(alarms);
  const [first] = groups;
  if (!first) return null;
  return (
    <section aria-label={t("label")} data-slot="alarm-banner" className="border-b border-line bg-surface">
      <details className="group/alarms">
        <summary className="flex min-h-10 list-none items-center gap-3 py-1.5 text-sm gutter -outline-offset-2 pointer-coarse:min-h-11 [&::-webkit-details-marker]:hidden">
          <AlarmLevelMark level={first.alarms[0].level} />
          <span role="status" className="min-w-0 flex-1 truncate font-medium max-md:whitespace-normal">
            {words.title(first)}
          </span>
          {groups.length > 1 && <span className="shrink-0 text-xs text-quiet tabular">{t("more", { count: groups.length - 1 })}</span>}
          <ChevronDown aria-hidden="true" className="icon text-quiet transition-transform group-open/alarms:rotate-180" />
        </summary>
        <ul className="flex max-h-[60vh] flex-col divide-y divide-line overflow-auto border-t border-line">
          {groups.map((group) => (
            <AlarmGroupItem key={group.kind} team={team} group={group} isAlone={groups.length === 1} />
          ))}
        </ul>
      </details>
    </section>
  );
}
