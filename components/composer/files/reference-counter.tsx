"use client";

import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { getModel } from "@/lib/models/catalog";
import { referencesOn } from "@/lib/models/hosts";
import { useComposerState, useEngine } from "../engine/composer-context";
import { countReferences, numberReferences } from "./reference-order";

/** How much of what a model takes is there already. */
export function ReferenceCounter() {
  const t = useTranslations("composer.references");
  const engine = useEngine();
  const all = useComposerState((state) => state.inputs);
  const model = useComposerState((state) => state.model);
  const limits = referencesOn(getModel(model).references, engine.surface);
  const { images, videos, audios, files } = useMemo(() => countReferences(numberReferences(all, limits), limits), [all, limits]);
  const tone = (over: boolean) => (over ? "text-failed" : undefined);
  return (
    <p className="flex min-w-0 grow basis-72 items-center gap-3 text-xs leading-tight text-quiet tabular">
      <span className="min-w-0 *:whitespace-nowrap">
        <span className={tone(images.over)}>{t("images", { count: images.count, limit: images.limit })}</span>
        {(videos.limit > 0 || videos.count > 0) && (
          <>
            {" · "}
            <span className={tone(videos.over || videos.secondsOver)}>
              {t("videos", { count: videos.count, limit: videos.limit, seconds: videos.seconds })}
            </span>
          </>
        )}
        {" · "}
        <span className={tone(audios.over || audios.secondsOver)}>
          {t("audios", { count: audios.count, limit: audios.limit, seconds: audios.seconds })}
        </span>
        {" · "}
        <span className={files.over ? "text-uncertain" : undefined}>{t("files", { count: files.count, limit: files.limit })}</span>
        {files.over && <span className="text-uncertain"> · {t("manyFiles")}</span>}
      </span>
      <button
        type="button"
        onClick={engine.removeReferences}
        className="min-h-6 shrink-0 underline underline-offset-2 hover:text-text pointer-coarse:min-h-11"
      >
        {t("removeAll")}
      </button>
    </p>
  );
}
