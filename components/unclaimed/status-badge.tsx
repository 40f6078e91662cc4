import { Ban, Check, HardDriveDownload, Hourglass, Link2, type Icon } from "@/components/ui/icons";
import { useTranslations } from "use-intl";
import { Badge } from "@/components/ui/badge";
import type { UnclaimedStatus } from "@/lib/generations/searching/tray/view";

/** A state is always an icon and a word as well as a tone. */
const FACES = {
  waiting: { icon: Hourglass, tone: "running" },
  saving: { icon: HardDriveDownload, tone: "running" },
  saved: { icon: Check, tone: "uncertain" },
  assigned: { icon: Link2, tone: "ready" },
  dismissed: { icon: Ban, tone: "neutral" },
} as const satisfies Partial<Record<UnclaimedStatus, { icon: Icon; tone: "running" | "uncertain" | "ready" | "neutral" }>>;

/** Where an entry stands. What ended without a file is in no list. */
export function StatusBadge({ status }: { status: UnclaimedStatus }) {
  const t = useTranslations("unclaimed.status");
  if (status === "gone") return null;
  const { icon: Icon, tone } = FACES[status];
  return (
    <Badge tone={tone}>
      <Icon aria-hidden="true" />
      {t(status)}
    </Badge>
  );
}
