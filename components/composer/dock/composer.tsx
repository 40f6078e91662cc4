"use client";

import { Pencil } from "@/components/ui/icons";
import { type KeyboardEvent, lazy, Suspense, useCallback, useEffect, useRef, useState, useSyncExternalStore } from "react";
import { flushSync } from "react-dom";
import { useTranslations } from "use-intl";
import { DEFAULT_PRICES } from "@/lib/models/prices";
import { cn } from "@/lib/shared/cn";
import { late } from "@/components/ui/late";
import { useIsLost } from "@/components/data/live-updates";
import { ComposerContext, useComposer, useComposerState, useEngine } from "../engine/composer-context";
import { composerEngineFor } from "../engine/engines";
import { plannedInputs } from "../engine/composer-state";
import { estimateOf } from "@/lib/recipes/plan";
import type { ComposerProps } from "../engine/composer-props";
import type { PressOptions } from "../engine/submission";
import { onAssetPlaced, onComposerWanted, onReadyRecipe, onRecipe } from "@/components/data/composer-store";
import { mentionStyleOf } from "@/lib/models/mention-tokens";
import { showPrompt } from "../prompt/prompt-text";
import { useMentionNames } from "../prompt/use-mention-names";
import { LiveRegion } from "./live-region";
import { DockPanel } from "./dock-panel";
import { pressKeys } from "./press-keys";
import { useDockRoom } from "./use-dock-room";
import { useHeightMotion } from "./use-height-motion";
import { useIsCrowded } from "./use-is-crowded";
import { useIsAside } from "./use-is-aside";
import { useStance } from "./use-stance";
import { useClipDrop } from "../files/use-clip-drop";
import { useFileDrop } from "../files/use-file-drop";

const DropOverlay = lazy(() => import("../files/drop-overlay"));

// Only a phone and a wide window have them.
const ColumnPanel = late(async () => (await import("./column-panel")).ColumnPanel);
const ComposerSheet = late(async () => (await import("./composer-sheet")).ComposerSheet);
const fetchSheet = () => Promise.all([ComposerSheet.fetch(), ColumnPanel.fetch()]);

// Few have text so large.
const CrowdedPanel = late(async () => (await import("./crowded-panel")).CrowdedPanel);

const SpendDialog = late(async () => (await import("@/components/dialogs/spend-dialog")).default);

/** Where somebody may be writing. */
const WRITES = "input, textarea, select, [contenteditable]";

/** Whether a composer was here before in this visit. */
let wasSomewhere = false;

const isPhone = (): boolean => matchMedia("(width < 48rem)").matches;

/** The place to mend or to begin, within what is on the screen now. */
function focusSlot(slot: string): void {
  for (const place of document.querySelectorAll<HTMLElement>(`[data-problem-slot="${slot}"]`)) {
    if (place.offsetParent === null) continue;
    const control = place.matches("textarea, select, input, button, [contenteditable]")
      ? place
      : place.querySelector<HTMLElement>("input, button, select");
    control?.focus();
    control?.scrollIntoView({ block: "nearest" });
    return;
  }
}

const isPrompt = (target: Element): boolean => target.closest("[data-problem-slot=prompt]") !== null;

/** Nothing else is closed or cancelled by it: a dialog, a list, a drag, a word that is being put together. */
const isFreeEscape = ({ target, defaultPrevented, nativeEvent }: KeyboardEvent): boolean =>
  !defaultPrevented &&
  !nativeEvent.isComposing &&
  !(target instanceof Element && target.closest("[popover], dialog, [data-reference]")) &&
  document.querySelector("[popover]:popover-open:not([role=tooltip])") === null;

/** Leads from the composer to the first card in sight, where arrows go on; without cards the focus is let go. */
function focusGallery(): void {
  const cards = [...document.querySelectorAll<HTMLElement>("[data-slot=generation-grid] :is([data-card-open], [data-card-rest])")];
  const card = cards.find((element) => element.getBoundingClientRect().bottom > innerHeight / 4);
  if (card) card.focus({ preventScroll: true });
  else if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
}

/**
 * Where clips begin: docked at the bottom of the create page, a sheet on phones. It holds its draft outside of React,
 * so that neither a press of Generate, nor a reload, nor a walk to another page loses anything.
 */
export function Composer(props: ComposerProps) {
  const {
    models,
    prices,
    askAbove = null,
    canCreate = true,
    readOnly,
    beginsHere = false,
    aside,
    onMove,
    onSubmitting,
    onSubmitted,
    onSubmitFailed,
  } = props;
  const t = useTranslations("composer");
  const [engine] = useState(() => composerEngineFor(props));
  /** null: it was never opened. */
  const [sheetOpen, setSheetOpen] = useState<boolean | null>(null);
  const dock = useRef<HTMLDivElement>(null);
  const frame = useRef<HTMLElement>(null);
  const isAside = useIsAside(aside, ColumnPanel.fetch);
  const isCrowded = useIsCrowded(CrowdedPanel.fetch) && !isAside;
  const Dock = isCrowded ? CrowdedPanel : DockPanel;
  const { stance, open, rest } = useStance();
  const mode = useSyncExternalStore(
    engine.subscribe,
    () => engine.getSnapshot().state.mode,
    () => engine.getServerSnapshot().state.mode,
  );
  useHeightMotion(frame, `${stance} ${mode} ${isAside}`);
  useDockRoom(dock, isAside);
  const { dragging, hasDragged } = useFileDrop(engine, canCreate, useClipDrop(engine, open));

  useEffect(
    () =>
      engine.setCallbacks({
        ...(onSubmitting && { onSubmitting }),
        ...(onSubmitted && { onSubmitted }),
        ...(onSubmitFailed && { onSubmitFailed }),
        priceToConfirm: (state, takes) => {
          const most = (estimateOf(state, plannedInputs(state), prices ?? DEFAULT_PRICES).micros?.max ?? 0) * takes;
          return askAbove !== null && most > askAbove ? most : null;
        },
      }),
    [engine, onSubmitting, onSubmitted, onSubmitFailed, prices, askAbove],
  );
  useEffect(() => engine.start(), [engine]);
  const { preamble = "" } = props;
  useEffect(() => engine.setPreamble(preamble), [engine, preamble]);

  useEffect(() => {
    // The places for files are on the dock as well.
    if (dragging) open();
  }, [dragging, open]);

  // One that was never opened need not come to be closed.
  const closeSheet = useCallback(() => setSheetOpen((was) => was && false), []);
  const focusPrompt = useCallback(() => {
    const show = (): void => {
      if (isPhone()) setSheetOpen(true);
      open();
      // After the frame in which the sheet opens or the recipe arrives.
      requestAnimationFrame(() => requestAnimationFrame(() => focusSlot("prompt")));
    };
    // What cannot be fetched says so in its place.
    const showNow = (): void => flushSync(show);
    if (isPhone()) void fetchSheet().then(showNow, showNow);
    else show();
  }, [open]);
  useEffect(() => {
    if (isPhone()) fetchSheet().catch(() => undefined);
  }, []);
  useEffect(
    () =>
      onRecipe(({ view, options }) => {
        engine.load(view, options);
        focusPrompt();
      }),
    [engine, focusPrompt],
  );
  useEffect(
    () =>
      onReadyRecipe((recipe) => {
        engine.begin(recipe);
        focusPrompt();
      }),
    [engine, focusPrompt],
  );
  useEffect(
    () =>
      onAssetPlaced((asset, place, element) => {
        const isPlaced = engine.place(asset, place, element);
        focusPrompt();
        return isPlaced;
      }),
    [engine, focusPrompt],
  );
  const isLost = useIsLost();
  useEffect(() => {
    if (!isLost) engine.reconnected();
  }, [engine, isLost]);
  useEffect(() => onComposerWanted(focusPrompt), [focusPrompt]);
  const isHere = useRef(false);
  useEffect(() => {
    // What led here from another page of this visit may have kept the focus; whoever moves by keys over a page that just opened keeps theirs.
    const wasLed = !isHere.current && wasSomewhere;
    isHere.current = wasSomewhere = true;
    const { activeElement } = document;
    const isFree = activeElement === document.body || (wasLed && !activeElement?.matches(WRITES));
    // Where nothing was made yet there is one thing to do; a finger would only raise its keyboard.
    if (beginsHere && isFree && matchMedia("(pointer: fine)").matches) focusSlot("prompt");
  }, [beginsHere]);

  const submit = useCallback(
    async (how: PressOptions) => {
      const slot = await engine.submit(closeSheet, how);
      if (!slot) return;
      open();
      // After the frame in which what was folded away is there again.
      requestAnimationFrame(() => requestAnimationFrame(() => focusSlot(slot)));
    },
    [engine, open, closeSheet],
  );

  if (!canCreate) {
    return (
      <div
        data-slot="composer"
        className="fixed right-0 bottom-[calc(var(--bottom-bar)+0.75rem)] left-rail z-10 mx-auto w-fit max-w-[calc(100%-var(--rail)-1.5rem)] rounded-xl border border-line bg-surface px-4 py-2 text-sm text-quiet"
      >
        {readOnly ?? t("viewer")}
      </div>
    );
  }
  const panel = { models, prices: prices ?? DEFAULT_PRICES, onSubmit: (how: PressOptions) => void submit(how) };
  const move = () => {
    onMove(!isAside);
    focusPrompt();
  };
  const leave = () => {
    rest();
    focusGallery();
  };
  return (
    <ComposerContext value={engine}>
      {/* The feed ends above the dock and not behind it. */}
      <div aria-hidden="true" className={cn("h-(--dock,15rem)", aside && "min-[105rem]:hidden")} />
      <div
        ref={dock}
        data-slot="composer"
        onKeyDown={pressKeys(panel.onSubmit)}
        className={cn(
          "fixed right-0 bottom-[calc(var(--bottom-bar)+0.5rem)] left-rail z-10 mx-auto w-[min(60rem,calc(100%-var(--rail)-1.5rem))] md:bottom-[min(1.5rem,2.5dvh)] md:w-[min(60rem,calc(100%-var(--rail)-2rem))] xl:w-[min(60rem,calc(100%-var(--rail)-3rem))]",
          aside && "min-[105rem]:top-header min-[105rem]:right-auto min-[105rem]:bottom-0 min-[105rem]:mx-0 min-[105rem]:w-(--side)",
        )}
      >
        {!sheetOpen && (
          <section
            ref={frame}
            aria-label={t("title")}
            data-stance={isAside ? "aside" : stance}
            data-crowded={isCrowded || undefined}
            onFocus={({ target }) => isPrompt(target) && open()}
            onClick={({ target }) => {
              if (stance === "rest" && !isAside && target instanceof Element && !target.closest("button")) focusPrompt();
            }}
            onInput={open}
            onKeyDown={(event) => {
              if (event.key === "Escape" && stance === "open" && !isAside && isFreeEscape(event)) leave();
            }}
            className={cn(
              "@container flex base:max-h-[calc(100dvh-var(--header)-1.5rem)] flex-col overflow-y-auto rounded-xl border border-line-strong bg-surface shadow-float transition-colors has-[[data-problem-slot=prompt]:focus]:border-quiet max-md:hidden",
              aside &&
                "min-[105rem]:h-full min-[105rem]:max-h-none min-[105rem]:rounded-none min-[105rem]:border-y-0 min-[105rem]:border-l-0 min-[105rem]:border-line min-[105rem]:shadow-none",
              stance === "rest" && !isAside && "h-[4.5rem] cursor-text",
              // What is said above takes its room from the files, which scroll.
              stance === "open" &&
                !isAside &&
                cn(
                  "has-[details[open]]:max-h-[calc(100dvh-var(--header)-1.5rem)]",
                  // A row of clips is whole above it.
                  isCrowded ? "max-h-[max(5.5rem,calc(100dvh-13rem-240px))]" : "max-h-[min(18.75rem,calc(100dvh-var(--header)-1.5rem))]",
                ),
            )}
          >
            {isAside ? (
              <ColumnPanel {...panel} fills isAside onMove={move} />
            ) : (
              <Dock {...panel} stance={stance} fills={false} isAside={false} onMove={move} onRest={leave} />
            )}
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
      {sheetOpen !== null && (
        <Suspense>
          <ComposerSheet open={sheetOpen} onClose={closeSheet} onKeyDown={pressKeys(panel.onSubmit)}>
            <ColumnPanel {...panel} fills isAside={false} />
          </ComposerSheet>
        </Suspense>
      )}
      <OpenForNews open={open} />
      <Suspense>
        <ConfirmSpend askAbove={askAbove} />
      </Suspense>
      {hasDragged && (
        <Suspense>
          <DropOverlay engine={engine} dragging={dragging} />
        </Suspense>
      )}
      <LiveRegion />
    </ComposerContext>
  );
}

/** What has to be answered or read is not said behind a composer at rest. */
function OpenForNews({ open }: { open: () => void }) {
  const news = useComposer(
    ({ asking, rejected, submitError, mentions, theirs, state }) =>
      `${asking?.length ?? 0} ${rejected.length} ${submitError?.code ?? ""} ${mentions?.length ?? 0} ${theirs !== null} ${state.inputs.length}`,
  );
  const first = useRef(news);
  useEffect(() => {
    if (news !== first.current) open();
  }, [news, open]);
  return null;
}

function ConfirmSpend({ askAbove }: { askAbove: number | null }) {
  const confirming = useComposer((snapshot) => snapshot.confirming);
  const engine = useEngine();
  const answer = (isYes: boolean): void => (isYes ? void engine.confirm() : engine.dismissConfirm());
  return confirming !== null && askAbove !== null ? <SpendDialog micros={confirming} above={askAbove} onAnswer={answer} /> : null;
}

function PillText() {
  const t = useTranslations("composer");
  const prompt = useComposerState((state) => state.prompt);
  const { nameOf } = useMentionNames(mentionStyleOf(prompt));
  // No pill is wider.
  return <span className="min-w-0 flex-1 truncate">{showPrompt(prompt, nameOf).text.slice(0, 120) || t("pill")}</span>;
}
