"use client";

import { useFormatter, useLocale, useTranslations } from "use-intl";
import type { AlarmView } from "@/lib/studio/alarms/view";
import { formatBytes, formatMicros } from "@/lib/i18n/format";
import type { AlarmGroup } from "./group-alarms";

/** The sentences of a group of alarms, in the reader's language. */
export function useAlarmWords() {
  const t = useTranslations("alarms.kinds");
  const format = useFormatter();
  const locale = useLocale();

  const at = (iso: string): string =>
    format.dateTime(new Date(iso), { month: "short", day: "numeric", hour: "numeric", minute: "2-digit" });

  /** What any of the sentences may name; of several alarms the first, which is the most urgent. */
  const valuesOf = ({ alarms }: AlarmGroup): Record<string, string | number> => {
    const [{ since, endsAt, values }] = alarms;
    const { freeBytes, reservedBytes, limit, used } = values;
    return {
      ...values,
      // How many of something else there are keeps the name that it came with.
      number: alarms.length,
      since: at(since),
      ends: endsAt === null ? "" : at(endsAt),
      free: typeof freeBytes === "number" ? formatBytes(locale, freeBytes) : "",
      limitSum: typeof limit === "number" ? formatMicros(locale, limit) : "",
      usedSum: typeof used === "number" ? formatMicros(locale, used) : "",
      reserved: typeof reservedBytes === "number" ? formatBytes(locale, reservedBytes) : "",
    };
  };

  return {
    at,
    title: (group: AlarmGroup): string => t(`${group.kind}.title`, valuesOf(group)),
    titleOf: (alarm: AlarmView): string => t(`${alarm.kind}.title`, valuesOf({ kind: alarm.kind, alarms: [alarm] })),
    sentences: (group: AlarmGroup) => ({
      what: t(`${group.kind}.what`, valuesOf(group)),
      money: t(`${group.kind}.money`, valuesOf(group)),
      todo: t(`${group.kind}.todo`, valuesOf(group)),
    }),
  };
}
