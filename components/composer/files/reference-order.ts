import type { AssetKind } from "@/lib/models/catalog";
import type { ReferenceLimits } from "@/lib/models/catalog";
import { durationOf, type ComposerInput } from "../engine/composer-state";

/** A reference with the number that the prompt calls it by: counted per kind, in order, from 1. */
export interface NumberedReference {
  input: ComposerInput;
  number: number;
  /** More of its kind than the model takes. */
  isOver: boolean;
}

export function numberReferences(inputs: readonly ComposerInput[], limits: ReferenceLimits): NumberedReference[] {
  const counts: Record<AssetKind, number> = { image: 0, video: 0, audio: 0 };
  const most: Record<AssetKind, number> = { image: limits.images, video: limits.videos, audio: limits.audios };
  return inputs
    .filter((input) => input.role === "reference")
    .map((input) => {
      const number = ++counts[input.kind];
      return { input, number, isOver: number > most[input.kind] };
    });
}

/** Seconds and counts so far against what the model takes. */
export function countReferences(references: readonly NumberedReference[], limits: ReferenceLimits) {
  const of = (kind: AssetKind) => references.filter(({ input }) => input.kind === kind);
  const seconds = (kind: AssetKind) => Math.round(of(kind).reduce((sum, { input }) => sum + (durationOf(input) ?? 0), 0) / 100) / 10;
  const row = (kind: AssetKind, limit: number) => ({ count: of(kind).length, limit, over: of(kind).length > limit });
  return {
    images: row("image", limits.images),
    videos: { ...row("video", limits.videos), seconds: seconds("video"), secondsOver: seconds("video") > limits.totalVideoSeconds },
    audios: { ...row("audio", limits.audios), seconds: seconds("audio"), secondsOver: seconds("audio") > limits.totalAudioSeconds },
    files: { count: references.length, limit: limits.warnTotal, over: references.length > limits.warnTotal },
  };
}
