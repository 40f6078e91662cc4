"use client";

import { Plus } from "lucide-react";
import { lazy, Suspense, useMemo } from "react";
import { useTranslations } from "use-intl";
import { FileInput } from "@/components/assets/file-input";
import { acceptOf } from "@/lib/assets/limits";
import { getModel, type ReferenceLimits } from "@/lib/models/catalog";
import { referencesOn, TRANSPORTS } from "@/lib/models/hosts";
import { cn } from "@/lib/shared/cn";
import { useComposerState, useEngine } from "../engine/composer-context";
import { FileProblems } from "./file-problems";
import { ReferenceChip } from "./reference-chip";
import { countReferences, numberReferences, type NumberedReference } from "./reference-order";
import { SlotProblems } from "./slot-problems";

const SortableReferences = lazy(() => import("./sortable-references"));

/** Four to five usually work best, the important ones first: the provider's own advice. */
const ADVISED = 5;

export function ReferenceStrip() {
  const t = useTranslations("composer.references");
  const engine = useEngine();
  const inputs = useComposerState((state) => state.inputs);
  const model = useComposerState((state) => state.model);
  const limits = referencesOn(getModel(model).references, engine.surface);
  const references = useMemo(() => numberReferences(inputs, limits), [inputs, limits]);
  return (
    <div className="flex flex-col gap-2" data-problem-slot="references" data-drop-target="references">
      <ul aria-label={t("list")} className="flex flex-wrap items-center gap-2">
        {references.length > 1 ? (
          <Suspense fallback={<PlainReferences references={references} />}>
            <SortableReferences references={references} />
          </Suspense>
        ) : (
          <PlainReferences references={references} />
        )}
        <li
          className={cn(
            "relative grid h-[4.5rem] place-content-center justify-items-center gap-0.5 rounded-lg border border-dashed border-line-strong text-center text-xs text-quiet hover:border-quiet hover:text-text has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-tungsten-ink",
            references.length === 0 ? "w-full sm:w-72" : "w-[4.5rem]",
          )}
        >
          <Plus aria-hidden="true" className="icon" />
          <span>
            {references.length > 0 ? t("addShort") : t(TRANSPORTS[engine.surface].kinds.includes("video") ? "addHint" : "addHintNoVideo")}
          </span>
          <FileInput
            multiple
            aria-label={t("add")}
            accept={acceptOf(...TRANSPORTS[engine.surface].kinds)}
            aria-describedby="composer-reference-problems"
            onFiles={(files) => engine.addFiles(files, "references")}
          />
        </li>
      </ul>
      {references.length > 0 && <Counter references={references} limits={limits} />}
      <FileProblems inputs={references.map(({ input }) => input)} />
      <SlotProblems slot="references" id="composer-reference-problems" />
    </div>
  );
}

function PlainReferences({ references }: { references: readonly NumberedReference[] }) {
  return references.map(({ input, number, isOver }, index) => (
    <li key={input.key} data-reference={input.key}>
      <ReferenceChip input={input} number={number} isOver={isOver} index={index} count={references.length} />
    </li>
  ));
}

function Counter({ references, limits }: { references: readonly NumberedReference[]; limits: ReferenceLimits }) {
  const t = useTranslations("composer.references");
  const engine = useEngine();
  const { images, videos, audios, files } = countReferences(references, limits);
  const tone = (over: boolean) => (over ? "text-failed" : undefined);
  return (
    <p className="text-xs text-quiet tabular">
      <button
        type="button"
        onClick={engine.removeReferences}
        className="float-right ml-3 min-h-6 underline underline-offset-2 hover:text-text pointer-coarse:min-h-11"
      >
        {t("removeAll")}
      </button>
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
      {files.over ? (
        <span className="text-uncertain"> · {t("manyFiles")}</span>
      ) : (
        references.length > ADVISED && <span> · {t("advice")}</span>
      )}
    </p>
  );
}
