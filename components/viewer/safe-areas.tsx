"use client";

import { useState } from "react";
import { keep, readKept } from "./kept";

/** None, those of television, and those of upright video on phones. */
export const AREAS = ["off", "broadcast", "vertical"] as const;
export type Areas = (typeof AREAS)[number];

const KEY = "viewer.areas";

/** Which areas are drawn over the picture; the choice is kept. */
export function useAreas(): [Areas, (areas: Areas) => void] {
  const [areas, set] = useState<Areas>(() => AREAS.find((one) => one === readKept(KEY)) ?? "off");
  return [
    areas,
    (next) => {
      set(next);
      keep(KEY, next);
    },
  ];
}

export const nextAreas = (areas: Areas): Areas => AREAS[(AREAS.indexOf(areas) + 1) % AREAS.length]!;

/** In hundredths of the picture: what may be cut off (SMPTE ST 2046-1 had 90 % for action, 80 % for titles before flat screens, and editors still go by it). */
const BROADCAST = [5, 10];

/**
 * What names, buttons and captions of TikTok, Reels and Shorts lie over, in hundredths of a 9:16 picture: of each side the widest of the three,
 * so that what is inside is free on all of them.
 */
const COVERED = { top: 15, bottom: 35, left: 6, right: 18 };

/** Lines over the picture, wherever it lies in the room that it has. */
export function SafeAreas({ areas, width, height }: { areas: Areas; width: number; height: number }) {
  if (areas === "off") return null;
  return (
    <svg
      data-slot="safe-areas"
      data-areas={areas}
      aria-hidden="true"
      viewBox={`0 0 ${width} ${height}`}
      className="pointer-events-none absolute inset-0 size-full fill-none stroke-white/80 [&>*]:[vector-effect:non-scaling-stroke]"
    >
      {areas === "broadcast" ? (
        <>
          {BROADCAST.map((part) => (
            <rect key={part} {...inset(width, height, { top: part, bottom: part, left: part, right: part })} />
          ))}
          <path d={`M${width / 2} ${height * 0.47}V${height * 0.53}M${width / 2 - height * 0.03} ${height / 2}h${height * 0.06}`} />
        </>
      ) : (
        <Upright width={width} height={height} />
      )}
    </svg>
  );
}

/** The upright cut out of the middle, and in it what stays free; all else is dimmed. */
function Upright({ width, height }: { width: number; height: number }) {
  const cut = { width: Math.min(width, (height * 9) / 16), height: Math.min(height, (width * 16) / 9) };
  const [x, y] = [(width - cut.width) / 2, (height - cut.height) / 2];
  const free = inset(cut.width, cut.height, COVERED);
  const hole = `M${x + free.x} ${y + free.y}h${free.width}v${free.height}h${-free.width}z`;
  return (
    <>
      <path d={`M0 0H${width}V${height}H0z ${hole}`} fillRule="evenodd" className="fill-black/45 stroke-none" />
      <rect x={x} y={y} width={cut.width} height={cut.height} strokeDasharray="6 6" />
      <path d={hole} />
    </>
  );
}

const inset = (width: number, height: number, { top, bottom, left, right }: typeof COVERED) => ({
  x: (width * left) / 100,
  y: (height * top) / 100,
  width: (width * (100 - left - right)) / 100,
  height: (height * (100 - top - bottom)) / 100,
});
