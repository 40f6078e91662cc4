import { Skeleton } from "@/components/ui/skeleton";

const WIDTHS = [427, 427, 427, 135, 240, 427, 320, 427, 135];

/** The gallery's shape while its first rows are on their way. */
export function GenerationSkeleton({ label }: { label: string }) {
  return (
    <div
      data-slot="generation-skeleton"
      role="status"
      aria-label={label}
      className="gutter mx-auto flex max-w-[1760px] flex-wrap gap-x-3 pt-12"
    >
      {WIDTHS.map((width, index) => (
        <div key={index} className="min-w-0 pb-6" style={{ flex: `${width} 1 ${width}px`, maxWidth: `min(100%, ${width * 2}px)` }}>
          <Skeleton className="rounded-video" style={{ aspectRatio: `${width} / 240` }} />
          <Skeleton className="mt-2 h-4 w-3/4" />
          <Skeleton className="mt-2 h-3 w-1/2" />
        </div>
      ))}
      <div style={{ flex: "1000000 1 0px" }} />
    </div>
  );
}
