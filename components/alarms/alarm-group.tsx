"use client";

import Link from "next/link";
import { useTranslations } from "use-intl";
import type { AlarmView } from "@/lib/studio/alarms/view";
import { buttonVariants } from "@/components/ui/button";
import { cn } from "@/lib/shared/cn";
import { paths } from "@/lib/shared/paths";
import { AlarmLevelMark } from "./alarm-level";
import { useAlarmWords } from "./alarm-words";
import type { AlarmGroup } from "./group-alarms";
import { SeenButton } from "./seen-button";

/** Of many clips with the same trouble, the most urgent few lead on to the others. */
const MOST_CLIPS = 5;

/** One kind of alarm: what happened, what it means for money, what to do, and where. */
export function AlarmGroupItem({ team, group, isAlone }: { team: string; group: AlarmGroup; isAlone: boolean }) {
  const t = useTranslations("alarms");
  const words = useAlarmWords();
  const { what, money, todo } = words.sentences(group);
  const [first] = group.alarms;
  const clips = group.alarms.filter((alarm) => alarm.clip !== null);
  return (
    <li data-slot="alarm" data-alarm={group.kind} className="flex flex-col gap-2 py-3 gutter">
      {/* The line above has said it already. */}
      {!isAlone && (
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm font-medium">
          <AlarmLevelMark level={first.level} />
          {words.title(group)}
        </p>
      )}
      <dl className="grid max-w-3xl gap-x-4 gap-y-1 text-sm md:grid-cols-[7rem_1fr]">
        <dt className="text-quiet max-md:text-xs">{t("rows.what")}</dt>
        <dd className="text-pretty">{what}</dd>
        <dt className="text-quiet max-md:text-xs">{t("rows.money")}</dt>
        <dd className="text-pretty">{money}</dd>
        <dt className="text-quiet max-md:text-xs">{t("rows.todo")}</dt>
        <dd className="text-pretty">{todo}</dd>
      </dl>
      <div className="flex flex-wrap items-center gap-2">
        {clips.slice(0, MOST_CLIPS).map((alarm) => (
          <ClipLink key={alarm.id} team={team} alarm={alarm} />
        ))}
        {clips.length > MOST_CLIPS && <span className="text-xs text-quiet">{t("moreClips", { count: clips.length - MOST_CLIPS })}</span>}
        {first.leadsTo !== "clip" && first.leadsTo !== "none" && (
          <Link href={paths[first.leadsTo](team)} className={buttonVariants({ size: "sm" })}>
            {t(`to.${first.leadsTo}`)}
          </Link>
        )}
      </div>
    </li>
  );
}

function ClipLink({ team, alarm }: { team: string; alarm: AlarmView }) {
  const t = useTranslations("alarms");
  if (alarm.clip === null) return null;
  const name = alarm.clip.prompt.trim() || t("noPrompt");
  return (
    <span className="flex max-w-full items-center gap-1">
      <Link
        href={paths.generation(team, alarm.clip.project, alarm.clip.id)}
        className={cn(buttonVariants({ size: "sm" }), "max-w-72 min-w-0 shrink")}
      >
        <span dir="auto" className="truncate">
          {name}
        </span>
      </Link>
      {alarm.endsBySeeing && <SeenButton team={team} id={alarm.id} name={name} />}
    </span>
  );
}
