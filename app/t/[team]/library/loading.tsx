import { Skeleton } from "@/components/ui/skeleton";
import { getTranslations } from "@/lib/i18n/request";

/** The library while it comes, in the same places. */
export default async function Loading() {
  const t = await getTranslations("library");
  return (
    <div aria-busy="true" aria-label={t("loading")} role="status" className="flex w-full max-w-[90rem] flex-col gap-5 py-8 gutter">
      <div className="flex flex-col gap-2">
        <Skeleton className="h-6 w-32" />
        <Skeleton className="h-4 w-64" />
      </div>
      <Skeleton className="h-8 w-full max-w-md" />
      <div className="grid grid-cols-[repeat(auto-fill,minmax(min(11rem,calc(50%-0.375rem)),1fr))] gap-3">
        {Array.from({ length: 12 }, (_, index) => (
          <Skeleton key={index} className="h-48" />
        ))}
      </div>
    </div>
  );
}
