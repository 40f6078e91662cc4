import { useLocale } from "use-intl";
import { useDownload } from "@/components/clip/handover/use-download";
import type { EditFormat } from "@/lib/handover/edit";
import { OUTPUT_PIXELS } from "@/lib/models/catalog";
import type { SequenceContent } from "@/lib/sequences/schema";
import { lengthOf } from "@/lib/sequences/timeline";
import type { Scene } from "./scenes";

/** Hands a sequence over to editing software: its timeline alone in one format, or in all of them beside the files of its clips. */
export function useHandOver(team: string, { name, ratio, resolution }: SequenceContent, scenes: readonly Scene[]) {
  const download = useDownload(team);
  const language = useLocale();
  const [width, height] = OUTPUT_PIXELS[resolution][ratio];
  const ids = [...new Set(scenes.flatMap((scene) => (scene.kind === "clip" ? [scene.generationId] : [])))];
  const parts = scenes.map((scene, index) => {
    const part = { frames: lengthOf(scene), overlap: scenes[index - 1]?.transitionFrames ?? 0 };
    return scene.kind === "title"
      ? { ...part, kind: "title" as const, text: scene.title }
      : { ...part, kind: "clip" as const, id: scene.generationId, from: scene.inFrame };
  });
  const handOver = (alone: EditFormat | null): void =>
    void download(ids, { language, edit: { name, width, height, parts }, ...(alone ? { alone } : { withTimelines: true }) });
  return { handOver, isPossible: ids.length > 0 };
}
