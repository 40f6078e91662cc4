import { useMemo } from "react";

/** Half the height that a sound at full scale has, in the units of the drawing. */
const FULL = 100;

/**
 * How loud the clip is from beginning to end, as one shape that fills its place. Quiet sound is drawn larger than it is (by the square
 * root), or speech would be a line.
 * @param peaks as CheckView has them
 */
export function Waveform({ peaks, className }: { peaks: string; className: string }) {
  const { path, width } = useMemo(() => outlineOf(peaks), [peaks]);
  return (
    <svg
      data-slot="waveform"
      aria-hidden="true"
      viewBox={`0 ${-FULL} ${width} ${2 * FULL}`}
      preserveAspectRatio="none"
      className={className}
    >
      <path d={path} fill="currentColor" />
    </svg>
  );
}

function outlineOf(peaks: string): { path: string; width: number } {
  // Never less than a hairline, so that silence is seen as such.
  const heights = Array.from(atob(peaks), (byte) => Math.max(2, Math.round(Math.sqrt(byte.charCodeAt(0) / 255) * FULL)));
  const above = heights.map((height, at) => `L${at} ${-height}H${at + 1}`).join("");
  const below = heights
    .map((height, at) => `L${at + 1} ${height}H${at}`)
    .reverse()
    .join("");
  return { path: `M0 0${above}${below}Z`, width: heights.length };
}
