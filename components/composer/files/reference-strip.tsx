"use client";

import { Library, Plus } from "@/components/ui/icons";
import { lazy, Suspense, useMemo } from "react";
import { useTranslations } from "use-intl";
import { FileInput } from "@/components/assets/file-input";
import { late } from "@/components/ui/late";
import { acceptOf } from "@/lib/assets/limits";
import { getModel } from "@/lib/models/catalog";
import { referencesOn, TRANSPORTS } from "@/lib/models/hosts";
import { cn } from "@/lib/shared/cn";
import { useComposerState, useEngine } from "../engine/composer-context";
import { unitsOf } from "../engine/draft-reducer";
import { CameraInput } from "./camera-input";
import { FileStates } from "./file-states";
import { FileProblems } from "./file-problems";
import { forMouse } from "./for-mouse";
import { FromLibrary } from "./from-library";
import { UnitChip } from "./unit-chip";
import { numberReferences, type NumberedReference } from "./reference-order";
import { UnmentionedNote } from "./unmentioned-note";
import { SlotProblems } from "./slot-problems";
import { UploadRows } from "./upload-rows";

const ElementLines = late(async () => (await import("./element-lines")).ElementLines);
const SortableReferences = lazy(() => import("./sortable-references"));

/** Four to five usually work best, the important ones first: the provider's own advice. */
const ADVISED = 5;

export function ReferenceStrip() {
  const t = useTranslations("composer.references");
  const numbers = useTranslations("composer.references.number");
  const engine = useEngine();
  const inputs = useComposerState((state) => state.inputs);
  const model = useComposerState((state) => state.model);
  const limits = referencesOn(getModel(model).references, engine.surface);
  const references = useMemo(() => numberReferences(inputs, limits), [inputs, limits]);
  const units = useMemo(() => unitsOf(references, ({ input }) => input.element?.id), [references]);
  const elements = units.filter(([first]) => first!.input.element);
  return (
    <div className="flex flex-col gap-1" data-problem-slot="references" data-drop-target="references">
      {/* First, because the strip scrolls and this is what has to be seen. */}
      <FileProblems inputs={references.map(({ input }) => input)} />
      <UploadRows inputs={references.map(({ input }) => input)} />
      <ul aria-label={t("list")} className="flex flex-wrap items-center gap-2">
        {units.length > 1 ? (
          <Suspense fallback={<PlainReferences units={units} />}>
            <SortableReferences units={units} />
          </Suspense>
        ) : (
          <PlainReferences units={units} />
        )}
        <li
          className={cn(
            "relative grid h-16 place-content-center justify-items-center gap-0.5 rounded-lg border border-dashed border-line-strong text-center text-xs text-quiet hover:border-quiet hover:text-text has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-tungsten-ink",
            references.length === 0 ? "w-full sm:w-72" : "w-16 pointer-coarse:w-28 pointer-coarse:pr-11",
          )}
        >
          <Plus aria-hidden="true" className="icon" />
          <span>
            {references.length > 0
              ? t("addShort")
              : t.rich(TRANSPORTS[engine.surface].kinds.includes("video") ? "addHint" : "addHintNoVideo", { fine: forMouse })}
          </span>
          <FileInput
            multiple
            aria-label={t("add")}
            accept={acceptOf(...TRANSPORTS[engine.surface].kinds)}
            aria-describedby="composer-reference-problems"
            onFiles={(files) => engine.addFiles(files, "references")}
          />
          <CameraInput
            label={t("camera")}
            onFiles={(files) => engine.addFiles(files, "references")}
            className={cn(references.length > 0 && "inset-y-0 my-auto")}
          />
        </li>
        <li>
          <FromLibrary
            place="references"
            aria-label={t("fromLibrary")}
            title={t("fromLibrary")}
            className="grid h-16 w-16 place-content-center justify-items-center gap-0.5 rounded-lg border border-dashed border-line-strong text-xs text-quiet hover:border-quiet hover:text-text"
          >
            <Library aria-hidden="true" className="icon" />
            <span>{t("library")}</span>
          </FromLibrary>
        </li>
      </ul>
      {references.length > ADVISED && <p className="text-xs text-quiet">{t("advice")}</p>}
      {elements.length > 0 && (
        <Suspense>
          <ElementLines references={references} units={elements} limits={limits} />
        </Suspense>
      )}
      <UnmentionedNote />
      <FileStates files={references.map(({ input, number }) => ({ input, label: numbers(input.kind, { number }) }))} />
      <SlotProblems slot="references" id="composer-reference-problems" />
    </div>
  );
}

function PlainReferences({ units }: { units: readonly (readonly NumberedReference[])[] }) {
  return units.map((unit, index) => (
    <li key={unit[0]!.input.key} data-reference={unit[0]!.input.key}>
      <UnitChip unit={unit} index={index} count={units.length} />
    </li>
  ));
}
