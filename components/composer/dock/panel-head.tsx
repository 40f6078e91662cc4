"use client";

import { ChevronDown, PanelBottom, PanelLeft } from "@/components/ui/icons";
import { Suspense } from "react";
import { useTranslations } from "use-intl";
import { IconButton } from "@/components/ui/icon-button";
import { usedInputs } from "@/lib/models/request";
import { useComposerState, useEngine } from "../engine/composer-context";
import { loadFiles, ParkedFiles } from "../files/load-files";
import { ModePicker } from "../settings/mode-picker";

export interface PanelPlace {
  /** A column, where the modes have a row to themselves. */
  fills: boolean;
  isAside: boolean;
  /** Absent where there is no other place for it. */
  onMove?: (() => void) | undefined;
  /** Absent where it never rests. */
  onRest?: (() => void) | undefined;
}

/** What kind of clip it is to be, what waits for another kind, and where the composer stands. */
export function PanelHead({ fills, isAside, onMove, onRest }: PanelPlace) {
  const t = useTranslations("composer.place");
  const engine = useEngine();
  const hasParked = useComposerState((state) => usedInputs(state.mode, state.inputs).length < state.inputs.length);
  return (
    <div
      className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-1"
      onPointerEnter={() => loadFiles(engine)}
      onFocus={() => loadFiles(engine)}
    >
      <ModePicker {...(fills && { className: "w-full" })} />
      {hasParked && (
        <Suspense fallback={<span aria-hidden="true" className="h-control w-20" />}>
          <ParkedFiles />
        </Suspense>
      )}
      {onMove && (
        <IconButton label={t(isAside ? "below" : "aside")} onClick={onMove} className="max-[105rem]:hidden">
          {isAside ? <PanelBottom aria-hidden="true" /> : <PanelLeft aria-hidden="true" />}
        </IconButton>
      )}
      {onRest && (
        <IconButton label={t("rest")} aria-keyshortcuts="Escape" onClick={onRest}>
          <ChevronDown aria-hidden="true" />
        </IconButton>
      )}
    </div>
  );
}
