import { Skeleton } from "@/components/ui/skeleton";
import { getTranslations } from "@/lib/i18n/request";

/** The queue while it comes, in the same places. */
export default async function Loading() {
  const t = await getTranslations("queue");
  return (
    <div
      data-slot="queue-skeleton"
      aria-busy="true"
      aria-label={t("loading")}
      role="status"
      className="flex w-full max-w-reading flex-col gap-6 py-8 gutter"
    >
      <div className="flex flex-col gap-2">
        <Skeleton className="h-6 w-32" />
        <Skeleton className="h-4 w-64" />
      </div>
      {[0, 1, 2, 3].map((index) => (
        <Skeleton key={index} className="h-16" />
      ))}
    </div>
  );
}
