"use client";

import { Pencil } from "lucide-react";
import { lazy, Suspense, useCallback, useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { useIsLost } from "@/components/data/live-updates";
import { ComposerContext, useComposerState } from "../engine/composer-context";
import { composerEngineFor } from "../engine/composer-engine";
import { ComposerPanel } from "./composer-panel";
import type { ComposerProps } from "../engine/composer-props";
import { ComposerSheet } from "./composer-sheet";
import { onComposerWanted, onRecipe } from "../engine/composer-store";
import { LiveRegion } from "./live-region";
import { useDockHeight } from "./use-dock-height";
import { useFileDrop } from "../files/use-file-drop";

const DropOverlay = lazy(() => import("../files/drop-overlay"));

const isPhone = (): boolean => matchMedia("(width < 48rem)").matches;

/** The place to mend or to begin, within what is on the screen now. */
function focusSlot(slot: string): void {
  for (const place of document.querySelectorAll<HTMLElement>(`[data-problem-slot="${slot}"]`)) {
    if (place.offsetParent === null) continue;
    const control = place.matches("textarea, select, input") ? place : place.querySelector<HTMLElement>("input, button, select");
    control?.focus();
    control?.scrollIntoView({ block: "nearest" });
    return;
  }
}

/**
 * Where clips begin: docked at the bottom of the create page, a sheet on phones. It holds its draft outside of React,
 * so that neither a press of Generate, nor a reload, nor a walk to another page loses anything.
 */
export function Composer(props: ComposerProps) {
  const { models, prices, canCreate = true, beginsHere = false, onSubmitting, onSubmitted, onSubmitFailed } = props;
  const t = useTranslations("composer");
  const [engine] = useState(() => composerEngineFor(props));
  const [sheetOpen, setSheetOpen] = useState(false);
  const dock = useRef<HTMLDivElement>(null);
  const dockHeight = useDockHeight(dock);
  const [dragging, getRootProps] = useFileDrop(engine, canCreate);

  useEffect(
    () =>
      engine.setCallbacks({
        ...(onSubmitting && { onSubmitting }),
        ...(onSubmitted && { onSubmitted }),
        ...(onSubmitFailed && { onSubmitFailed }),
      }),
    [engine, onSubmitting, onSubmitted, onSubmitFailed],
  );
  useEffect(() => engine.start(), [engine]);

  const focusPrompt = useCallback(() => {
    if (isPhone()) setSheetOpen(true);
    // After the frame in which the sheet opens or the recipe arrives.
    requestAnimationFrame(() => requestAnimationFrame(() => focusSlot("prompt")));
  }, []);
  useEffect(
    () =>
      onRecipe(({ view, options }) => {
        engine.load(view, options);
        focusPrompt();
      }),
    [engine, focusPrompt],
  );
  const isLost = useIsLost();
  useEffect(() => {
    if (!isLost) engine.reconnected();
  }, [engine, isLost]);
  useEffect(() => onComposerWanted(focusPrompt), [focusPrompt]);
  useEffect(() => {
    if (!canCreate) return;
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() !== "c" || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (!(event.target instanceof Element) || event.target.closest("input, textarea, select, [contenteditable], dialog, [popover]"))
        return;
      event.preventDefault();
      focusPrompt();
    };
    addEventListener("keydown", onKeyDown);
    return () => removeEventListener("keydown", onKeyDown);
  }, [canCreate, focusPrompt]);
  useEffect(() => {
    // Where nothing was made yet there is one thing to do; a finger would only raise its keyboard.
    if (beginsHere && matchMedia("(pointer: fine)").matches && document.activeElement === document.body) focusSlot("prompt");
  }, [beginsHere]);

  const submit = useCallback(async () => {
    const slot = await engine.submit(() => setSheetOpen(false));
    if (slot) requestAnimationFrame(() => focusSlot(slot));
  }, [engine]);

  if (!canCreate) {
    return (
      <p
        data-slot="composer"
        className="fixed right-0 bottom-[calc(var(--bottom-bar)+0.75rem)] left-rail z-10 mx-auto w-fit max-w-[calc(100%-var(--rail)-1.5rem)] rounded-full border border-line bg-surface px-4 py-2 text-sm text-quiet"
      >
        {t("viewer")}
      </p>
    );
  }
  const panel = <ComposerPanel models={models} prices={prices} onSubmit={() => void submit()} inSheet={sheetOpen} />;
  return (
    <ComposerContext value={engine}>
      {/* The feed ends above the dock and not behind it. */}
      <div aria-hidden="true" style={{ height: dockHeight }} />
      <div
        ref={dock}
        data-slot="composer"
        className="fixed right-0 bottom-[calc(var(--bottom-bar)+0.5rem)] left-rail z-10 mx-auto w-[min(60rem,calc(100%-var(--rail)-1.5rem))] md:bottom-6 md:w-[min(60rem,calc(100%-var(--rail)-2rem))] xl:w-[min(60rem,calc(100%-var(--rail)-3rem))]"
      >
        {!sheetOpen && (
          <section
            aria-label={t("title")}
            className="flex max-h-[max(55dvh,22rem)] flex-col rounded-xl border border-line-strong bg-surface shadow-float transition-colors has-[textarea:focus]:border-quiet max-md:hidden"
          >
            {panel}
          </section>
        )}
        <button
          type="button"
          aria-haspopup="dialog"
          className="flex h-12 w-full items-center justify-between rounded-full border border-line-strong bg-surface pr-1.5 pl-5 text-left text-base text-quiet shadow-float md:hidden"
          onClick={focusPrompt}
        >
          <PillText />
          <span aria-hidden="true" className="grid size-9 place-items-center rounded-full bg-raised text-text">
            <Pencil className="icon" />
          </span>
        </button>
      </div>
      <ComposerSheet open={sheetOpen} onClose={() => setSheetOpen(false)}>
        {panel}
      </ComposerSheet>
      {dragging && (
        <Suspense>
          <DropOverlay bottom={dockHeight} getRootProps={getRootProps} />
        </Suspense>
      )}
      <LiveRegion />
    </ComposerContext>
  );
}

function PillText() {
  const t = useTranslations("composer");
  const prompt = useComposerState((state) => state.prompt);
  return <span className="min-w-0 flex-1 truncate">{prompt || t("pill")}</span>;
}
