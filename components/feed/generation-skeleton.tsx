import { Skeleton } from "@/components/ui/skeleton";

const WIDTHS = [320, 320, 320, 320, 101, 180, 320, 240, 320, 101, 320, 320];

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
          <Skeleton className="rounded-video" style={{ aspectRatio: `${width} / 180` }} />
          <Skeleton className="mt-2 h-4 w-3/4" />
          <Skeleton className="mt-2 h-3 w-1/2" />
        </div>
      ))}
      <div style={{ flex: "1000000 1 0px" }} />
    </div>
  );
}
