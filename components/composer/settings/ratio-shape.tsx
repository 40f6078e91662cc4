import { outputPixels, type Ratio } from "@/lib/models/catalog";
import { cn } from "@/lib/shared/cn";

/** A ratio as it looks; dashed where it is the model's or the frame's to choose. */
export function RatioShape({ ratio, className }: { ratio: Ratio; className?: string }) {
  const [width, height] = ratio === "adaptive" ? [1, 1] : outputPixels("", "720p", ratio);
  const longest = Math.max(width, height);
  return (
    <span aria-hidden="true" className={cn("grid base:size-4 shrink-0 place-items-center", className)}>
      <span
        className={cn("rounded-[2px] border-[1.5px] border-current", ratio === "adaptive" && "border-dashed")}
        style={{ width: `${(100 * width) / longest}%`, height: `${(100 * height) / longest}%` }}
      />
    </span>
  );
}
