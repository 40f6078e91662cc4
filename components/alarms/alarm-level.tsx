import { AlarmClock, BellRing, TriangleAlert } from "@/components/ui/icons";
import { useTranslations } from "use-intl";
import type { AlarmLevel } from "@/lib/studio/alarms/kinds";
import { Badge } from "@/components/ui/badge";

const FACES = {
  notice: { Icon: BellRing, tone: "uncertain" },
  urgent: { Icon: TriangleAlert, tone: "failed" },
  lastCall: { Icon: AlarmClock, tone: "failed" },
} as const;

/** How urgent: an icon and a word as well as a tone. */
export function AlarmLevelMark({ level }: { level: AlarmLevel }) {
  const t = useTranslations("alarms.levels");
  const { Icon, tone } = FACES[level];
  return (
    <Badge tone={tone}>
      <Icon aria-hidden="true" />
      {t(level)}
    </Badge>
  );
}
