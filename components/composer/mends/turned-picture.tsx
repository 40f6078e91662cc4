"use client";

import { useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { turnedSize, type Turn } from "./crop-shape";

/** As sharp as a dialog is large, on a dense screen. */
const MOST_PX = 1400;

/** A picture as it lies after it was turned: drawn, because a turned element would turn the frame over it as well. */
export function TurnedPicture({ url, size, turn }: { url: string; size: { width: number; height: number }; turn: Turn }) {
  const t = useTranslations("mend");
  const canvas = useRef<HTMLCanvasElement>(null);
  const [image, setImage] = useState<HTMLImageElement | null>(null);
  const [isBroken, setBroken] = useState(false);
  useEffect(() => {
    const loading = new Image();
    loading.onload = () => setImage(loading);
    loading.onerror = () => setBroken(true);
    loading.src = url;
    return () => {
      loading.onload = loading.onerror = null;
    };
  }, [url]);
  const turned = turnedSize(size, turn);
  const scale = Math.min(1, MOST_PX / Math.max(turned.width, turned.height));
  const drawn = { width: Math.max(1, Math.round(turned.width * scale)), height: Math.max(1, Math.round(turned.height * scale)) };
  useEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (!context || !image) return;
    const [width, height] = [size.width * scale, size.height * scale];
    context.setTransform(1, 0, 0, 1, drawn.width / 2, drawn.height / 2);
    context.rotate((turn * Math.PI) / 180);
    context.drawImage(image, -width / 2, -height / 2, width, height);
  });
  return (
    <>
      <canvas
        ref={canvas}
        {...drawn}
        className="block h-auto max-h-[min(46dvh,26rem)] w-auto max-w-full"
        style={{ aspectRatio: `${drawn.width} / ${drawn.height}` }}
      />
      {isBroken && (
        <p role="alert" className="absolute inset-0 grid place-items-center text-sm text-failed">
          {t("noPicture")}
        </p>
      )}
    </>
  );
}
