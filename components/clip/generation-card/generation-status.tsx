import {
  Ban,
  Check,
  CircleHelp,
  CircleSlash,
  Clock,
  Film,
  HardDriveDownload,
  Hourglass,
  SendHorizontal,
  TimerOff,
  TriangleAlert,
  type Icon,
} from "@/components/ui/icons";
import { useTranslations } from "use-intl";
import type { GenerationStatus as Status } from "@/lib/generations/lifecycle";
import { cn } from "@/lib/shared/cn";

/** A state is always an icon and a word as well as a tone. */
const FACES = {
  waiting: { icon: Clock, tone: "text-quiet" },
  sending: { icon: SendHorizontal, tone: "text-running" },
  uncertain: { icon: CircleHelp, tone: "text-uncertain" },
  queued: { icon: Hourglass, tone: "text-running" },
  running: { icon: Film, tone: "text-running" },
  saving: { icon: HardDriveDownload, tone: "text-running" },
  ready: { icon: Check, tone: "text-ready" },
  failed: { icon: TriangleAlert, tone: "text-failed" },
  refused: { icon: Ban, tone: "text-failed" },
  cancelled: { icon: CircleSlash, tone: "text-quiet" },
  expired: { icon: TimerOff, tone: "text-failed" },
} as const satisfies Record<Status, { icon: Icon; tone: string }>;

export function GenerationStatus({ status, className }: { status: Status; className?: string }) {
  const t = useTranslations("status");
  const { icon: Icon, tone } = FACES[status];
  return (
    <span
      data-slot="generation-status"
      data-status={status}
      className={cn("inline-flex shrink-0 items-center gap-1 text-xs font-medium", tone, className)}
    >
      <Icon aria-hidden="true" className="icon size-3.5" />
      <span>{t(status)}</span>
    </span>
  );
}
