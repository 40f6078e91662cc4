import { QueueSkeleton } from "@/components/queue/queue-skeleton";
import { getTranslations } from "@/lib/i18n/request";

export default async function Loading() {
  const t = await getTranslations("queue");
  return <QueueSkeleton label={t("loading")} />;
}
