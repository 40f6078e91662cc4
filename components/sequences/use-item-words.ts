import { useTranslations } from "use-intl";
import { useGenerationWords } from "@/components/clip/words";
import { FRAMES_PER_SECOND } from "@/lib/models/catalog";
import { lengthOf } from "@/lib/sequences/timeline";
import type { SceneItem } from "./scenes";

/** The words of one item of a sequence, in the reader's language. */
export function useItemWords() {
  const t = useTranslations("sequences");
  const clip = useGenerationWords();

  const name = (item: SceneItem): string =>
    item.kind === "title" ? item.title.split("\n")[0]! : item.card ? clip.takeTitle(item.card) : t("clipNumber", { number: item.number });

  /** `3:07`: seconds and frames. */
  const length = (frames: number): string =>
    `${Math.floor(frames / FRAMES_PER_SECOND)}:${String(frames % FRAMES_PER_SECOND).padStart(2, "0")}`;

  const describe = (item: SceneItem): string => {
    const frames = lengthOf(item);
    const said = t(item.kind === "title" ? "titleItem" : "clipItem", {
      ...{ number: item.number, name: name(item), seconds: Math.floor(frames / FRAMES_PER_SECOND), frames: frames % FRAMES_PER_SECOND },
    });
    return item.kind === "clip" && item.missing ? `${said} ${t(`missing.${item.missing}`)}` : said;
  };

  return { name, length, describe };
}
