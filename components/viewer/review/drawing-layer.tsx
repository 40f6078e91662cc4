"use client";

import { type PointerEvent, useRef, useState, useSyncExternalStore } from "react";
import { useTranslations } from "use-intl";
import { type Ink, STROKE_MOST_POINTS } from "@/lib/generations/review/limits";
import type { Drawing } from "@/lib/generations/review/schema";
import { cn } from "@/lib/shared/cn";
import type { Playback } from "../playback";
import type { Reviewing } from "./use-review";

/** A stroke is named by a role, so that it is to be told from the others in every theme. */
const INK_STROKES: Record<Ink, string> = {
  tungsten: "stroke-tungsten",
  failed: "stroke-failed",
  running: "stroke-running",
  ready: "stroke-ready",
  text: "stroke-text",
};
export const INK_FILLS: Record<Ink, string> = {
  tungsten: "bg-tungsten",
  failed: "bg-failed",
  running: "bg-running",
  ready: "bg-ready",
  text: "bg-text",
};

/** A hand that trembles draws no new point. In parts of the picture's longer side. */
const NEAREST = 0.002;

type Stroke = Drawing[number];

interface DrawingLayerProps {
  reviewing: Reviewing;
  playback: Playback;
  /** Of the picture, in pixels. */
  width: number;
  height: number;
}

/** What is drawn on the picture, where it lies: by the comment that is looked at, or for the one that is being written. */
export function DrawingLayer({ reviewing, playback, width, height }: DrawingLayerProps) {
  const t = useTranslations("review");
  const { draft, isWriting, isDrawing, chosen, review, ink } = reviewing;
  const drafted = useSyncExternalStore(draft.subscribe, draft.read, draft.read);
  const { frame } = useSyncExternalStore(playback.subscribe, playback.read, playback.read);
  const [stroke, setStroke] = useState<Stroke | null>(null);
  const layer = useRef<SVGSVGElement>(null);

  const looked = review?.comments.find(({ id }) => id === chosen?.id);
  const { frames, drawing } = isWriting ? drafted : { frames: looked?.frames ?? null, drawing: looked?.drawing ?? [] };
  const isHere = frames === null || (frame >= frames.from && frame <= frames.to);
  const shown = isHere ? [...drawing, ...(stroke ? [stroke] : [])] : [];
  if (shown.length === 0 && !isDrawing) return null;

  const pointOf = ({ clientX, clientY }: { clientX: number; clientY: number }): Stroke["points"][number] => {
    const point = new DOMPoint(clientX, clientY).matrixTransform(layer.current!.getScreenCTM()!.inverse());
    const within = (value: number): number => Math.min(Math.max(value, 0), 1);
    return [within(point.x / width), within(point.y / height)];
  };
  const extend = (event: PointerEvent): void => {
    if (!stroke) return;
    // A fast hand leaves several points between two frames of the screen.
    const coalesced = event.nativeEvent.getCoalescedEvents?.() ?? [];
    const points = [...stroke.points];
    for (const one of coalesced.length > 0 ? coalesced : [event]) {
      const [x, y] = pointOf(one);
      const [lastX, lastY] = points.at(-1)!;
      if (points.length < STROKE_MOST_POINTS && Math.hypot(x - lastX, y - lastY) >= NEAREST) points.push([x, y]);
    }
    setStroke({ ...stroke, points });
  };
  const finish = (): void => {
    if (stroke) draft.set({ drawing: [...drafted.drawing, stroke] });
    setStroke(null);
  };
  const canDraw = isDrawing && isHere;
  return (
    <svg
      ref={layer}
      data-slot="drawing"
      role={canDraw ? "img" : undefined}
      aria-label={canDraw ? t("canvas") : undefined}
      aria-hidden={canDraw ? undefined : true}
      viewBox={`0 0 ${width} ${height}`}
      className={cn(
        "absolute inset-0 size-full fill-none [stroke-linecap:round] [stroke-linejoin:round] [&_polyline]:[vector-effect:non-scaling-stroke]",
        canDraw ? "cursor-crosshair touch-none" : "pointer-events-none",
      )}
      // A finger that draws turns no pages.
      onTouchStart={(event) => event.stopPropagation()}
      onTouchEnd={(event) => event.stopPropagation()}
      onPointerDown={(event) => {
        if (!event.isPrimary || event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        setStroke({ ink, points: [pointOf(event)] });
      }}
      onPointerMove={extend}
      onPointerUp={finish}
      onPointerCancel={() => setStroke(null)}
    >
      {shown.map((one, index) => (
        <Line key={index} stroke={one} width={width} height={height} />
      ))}
    </svg>
  );
}

/** On a dark edge, so that it is seen on any picture. A tap is a dot: a line of one point has no length to draw. */
function Line({ stroke: { ink, points }, width, height }: { stroke: Stroke; width: number; height: number }) {
  const at = (points.length === 1 ? [...points, ...points] : points).map(([x, y]) => `${x * width},${y * height}`).join(" ");
  return (
    <>
      <polyline points={at} className="stroke-black/60 [stroke-width:7px]" />
      <polyline points={at} className={cn("[stroke-width:4px]", INK_STROKES[ink])} />
    </>
  );
}
