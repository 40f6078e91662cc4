import { Skeleton } from "@/components/ui/skeleton";

/** The page of projects while its rows come, in the same places. */
export default function Loading() {
  return (
    <div data-slot="projects-skeleton" aria-busy="true" className="flex w-full max-w-[90rem] flex-col gap-8 py-8 gutter">
      <Skeleton className="h-8 w-40" />
      <div className="grid grid-cols-[repeat(auto-fill,minmax(min(17rem,100%),1fr))] gap-x-5 gap-y-8">
        {[0, 1, 2, 3].map((index) => (
          <div key={index} className="flex flex-col gap-2">
            <Skeleton className="aspect-video rounded-video" />
            <Skeleton className="h-4 w-32" />
            <Skeleton className="h-3 w-24" />
          </div>
        ))}
      </div>
    </div>
  );
}
