"use client";

import { Download, RotateCcw, Trash2 } from "lucide-react";
import { useTranslations } from "use-intl";
import { isFinal } from "@/lib/generations/lifecycle";
import type { GenerationView } from "@/lib/generations/view";
import { cn } from "@/lib/shared/cn";
import { paths } from "@/lib/shared/paths";
import { loadRecipe } from "@/components/composer/engine/composer-store";
import type { GenerationActions as Actions } from "../use-generation-actions";

const button = "flex size-7 items-center justify-center rounded-md transition-colors pointer-coarse:size-11 [&_svg]:icon";
// On the picture itself, where no theme reaches: white on a dark ground, whatever is behind it.
const onPicture = cn(button, "bg-black/65 text-white hover:bg-black/85 focus-visible:outline-white");
const onSurface = cn(button, "text-quiet hover:bg-surface hover:text-text");

/** What can be done without opening it; there for hand and keyboard, and always there on touch. */
export function GenerationActions({ view, mayCreate, actions }: { view: GenerationView; mayCreate: boolean; actions: Actions }) {
  const t = useTranslations("gallery");
  const look = view.failure ? onSurface : onPicture;
  return (
    <div
      data-slot="generation-actions"
      className={cn(
        "absolute top-2 right-2 flex gap-1 transition-opacity",
        // A card of words has nothing that these would cover.
        !view.failure &&
          "pointer-fine:opacity-0 pointer-fine:group-focus-within/card:opacity-100 pointer-fine:group-hover/card:opacity-100",
      )}
    >
      {view.status === "ready" && (
        <a
          data-press="download"
          href={paths.api.download(view.id)}
          download
          aria-label={t("download")}
          title={t("download")}
          className={look}
        >
          <Download aria-hidden="true" />
        </a>
      )}
      {mayCreate && !view.failure && (
        <button
          type="button"
          data-press="reuse"
          aria-label={t("reuse")}
          title={t("reuse")}
          onClick={() => loadRecipe(view)}
          className={cn(look, !isFinal(view.status) && "pointer-coarse:hidden")}
        >
          <RotateCcw aria-hidden="true" />
        </button>
      )}
      {view.can.delete && (
        <button
          type="button"
          data-press="delete"
          aria-label={t("delete")}
          title={t("delete")}
          onClick={() => void actions.remove(view)}
          className={look}
        >
          <Trash2 aria-hidden="true" />
        </button>
      )}
    </div>
  );
}
