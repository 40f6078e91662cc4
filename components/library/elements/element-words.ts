import { useTranslations } from "use-intl";
import type { AssetView } from "@/lib/assets/view";

/** What an element adds to a prompt, in words: "3 pictures and 1 sound". */
export function useElementWords(): (files: readonly Pick<AssetView, "kind">[]) => string {
  const t = useTranslations("library");
  return (files) => {
    const sounds = files.filter(({ kind }) => kind === "audio").length;
    return t("elementFiles", { pictures: files.length - sounds, sounds });
  };
}
