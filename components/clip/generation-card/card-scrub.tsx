import { cellAt } from "@/lib/files/sprite-shape";
import { paths } from "@/lib/shared/paths";

export interface CardScrubProps {
  id: string;
  durationMs: number;
  /** From 0 to 1. */
  part: number;
}

/** The frame of a moment out of the strip of the clip's frames, and where on the edge that moment is. */
export default function CardScrub({ id, durationMs, part }: CardScrubProps) {
  const { size, position } = cellAt(durationMs, part * durationMs);
  return (
    // A press is over when the button is let go, and the frame goes before: it must not be what was pressed.
    <span data-slot="card-scrub" aria-hidden="true" className="pointer-events-none absolute inset-0">
      <span
        className="absolute inset-0"
        style={{ backgroundImage: `url("${paths.api.media(id, "sprite")}")`, backgroundSize: size, backgroundPosition: position }}
      />
      <span className="absolute bottom-0 h-8 w-0.5 -translate-x-1/2 bg-tungsten" style={{ left: `${part * 100}%` }} />
    </span>
  );
}
