import type { BundleOptions } from "@/lib/generations/bundle/schema";
import { lengthOf, shownItems, type Timeline } from "./timeline";

/** What is downloaded of a sequence, with its media or alone: the clips that are shown, and how they are cut. */
export function handOverOf({ name, width, height, items }: Timeline): { ids: string[]; edit: NonNullable<BundleOptions["edit"]> } {
  const shown = shownItems(items);
  const parts = shown.map((item, index) => {
    const part = { frames: lengthOf(item), overlap: shown[index - 1]?.transitionFrames ?? 0 };
    if (item.kind === "title") return { kind: "title" as const, text: item.title, ...part };
    return { kind: "clip" as const, id: item.generationId, from: item.inFrame, ...part };
  });
  const ids = shown.flatMap((item) => (item.kind === "clip" ? [item.generationId] : []));
  return { ids: [...new Set(ids)], edit: { name, width, height, parts } };
}
