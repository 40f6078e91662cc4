"use client";

import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState, useSyncExternalStore } from "react";
import { useTranslations } from "use-intl";
import { Segmented } from "@/components/ui/segmented";
import { Switch } from "@/components/ui/switch";
import { FRAMES_PER_SECOND } from "@/lib/models/catalog";
import { cn } from "@/lib/shared/cn";
import { CompareClock } from "./compare-clock";
import { CompareControls } from "./compare-controls";
import { ComparePicture } from "./compare-picture";
import { CompareSide } from "./compare-side";
import type { Playable } from "./playable";
import { RecipeDifference } from "./recipe-difference";
import { letterOf, shuffled } from "./blind";
import { useVotes } from "./use-votes";
import { FIT, useZoom, ZOOM_STEP, zoomAbout } from "./use-zoom";

const LAYOUTS = ["sideBySide", "wipe"] as const;

interface ComparisonProps {
  team: string;
  clips: readonly Playable[];
  /** The line over it, with what belongs to it. */
  head: (children: ReactNode) => ReactNode;
  /** Rejects the others; null for whoever may not. */
  onKeep: ((kept: Playable) => void) | null;
}

/** The clips on one clock, how they are laid, and in what their recipes differ. */
export function Comparison({ team, clips, head, onKeep }: ComparisonProps) {
  const t = useTranslations("compare");
  // One for as long as these clips are compared, however often what is known of them changes.
  const [clock] = useState(
    () =>
      new CompareClock(
        clips.map(({ card: { id, video } }) => ({
          id,
          framesPerSecond: video.framesPerSecond ?? FRAMES_PER_SECOND,
          durationSeconds: video.durationMs / 1000,
        })),
      ),
  );
  const state = useSyncExternalStore(clock.subscribe, clock.read, clock.read);
  const stage = useRef<HTMLDivElement>(null);
  const { zoom, setZoom, drag } = useZoom(stage);
  const [layout, setLayout] = useState<(typeof LAYOUTS)[number]>("sideBySide");
  const [edge, setEdge] = useState(50);
  const [blind, setBlind] = useState<readonly string[] | null>(null);
  const {
    isKept,
    chosen,
    votes,
    choose,
    again,
    pending: isVoting,
    error,
  } = useVotes(
    team,
    clips.map(({ card }) => card.id),
  );

  const root = useRef<HTMLDivElement>(null);

  useEffect(() => {
    // Its keys are heard here, and not in the dialog around it.
    root.current?.focus();
  }, []);
  useEffect(() => {
    // The button that voted is gone with its press, and took the focus along.
    if (chosen !== null && document.activeElement === document.body) root.current?.focus();
  }, [chosen]);
  useEffect(() => {
    if (!matchMedia("(prefers-reduced-motion: reduce)").matches) clock.play();
    return () => clock.stop();
  }, [clock]);

  // Names are hidden until somebody has chosen.
  const isBlind = blind !== null && chosen === null;
  const order = blind ?? clips.map(({ card }) => card.id);
  const ordered = order.map((id) => clips.find(({ card }) => card.id === id)!);
  const canWipe = clips.length === 2;
  const isWipe = canWipe && layout === "wipe";

  const keys: Record<string, () => void> = {
    " ": clock.toggle,
    k: clock.toggle,
    ",": () => clock.step(-1),
    ".": () => clock.step(1),
    ArrowLeft: () => clock.step(-1),
    ArrowRight: () => clock.step(1),
    Home: () => clock.step(-Infinity),
    End: () => clock.step(Infinity),
    m: () => clock.setSound(state.sound === null ? order[0]! : null),
    w: () => canWipe && setLayout(isWipe ? "sideBySide" : "wipe"),
    "0": () => setZoom(FIT),
    "+": () => setZoom((now) => zoomAbout(now, ZOOM_STEP)),
    "-": () => setZoom((now) => zoomAbout(now, 1 / ZOOM_STEP)),
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const target = event.target as HTMLElement;
    if (event.ctrlKey || event.metaKey || event.altKey || target.closest("[popover]")) return;
    if (event.key === " " && target.closest("button, a, input, summary")) return;
    if (target.matches("input") && /^(Arrow|Home|End)/.test(event.key)) return;
    const run = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!run) return;
    event.preventDefault();
    run();
  };
  return (
    <div ref={root} data-slot="comparison" tabIndex={-1} className="flex min-h-0 flex-1 flex-col outline-none" onKeyDown={onKeyDown}>
      {head(
        <>
          {canWipe && (
            <Segmented
              size="sm"
              label={t("layout")}
              value={layout}
              onValueChange={setLayout}
              options={LAYOUTS.map((value) => ({ value, label: t(value) }))}
            />
          )}
          <Switch
            label={t("blind")}
            checked={blind !== null}
            onCheckedChange={(isOn) => {
              if (isOn) again();
              setBlind(isOn ? shuffled(clips.map(({ card }) => card.id)) : null);
            }}
          />
        </>,
      )}
      <div className="flex min-h-0 flex-1 flex-col overflow-y-auto lg:flex-row lg:overflow-hidden">
        <div className="flex min-h-80 min-w-0 flex-1 flex-col">
          <div
            ref={stage}
            data-slot="compare-stage"
            role="group"
            aria-label={t("stage")}
            {...drag}
            className={cn(
              "relative min-h-0 flex-1 touch-none gap-px overflow-hidden",
              zoom.scale > 1 && "cursor-grab active:cursor-grabbing",
              isWipe ? "block" : cn("grid", clips.length === 2 ? "grid-cols-1 md:grid-cols-2" : "grid-cols-2 grid-rows-2"),
            )}
          >
            {ordered.map((clip, index) => (
              <ComparePicture
                key={clip.card.id}
                view={clip.card}
                clock={clock}
                letter={letterOf(index)}
                zoom={zoom}
                wipe={isWipe ? { edge, isOver: index === 1 } : null}
              />
            ))}
            {isWipe && (
              <span aria-hidden="true" style={{ left: `${edge}%` }} className="absolute inset-y-0 w-0.5 -translate-x-1/2 bg-white" />
            )}
          </div>
          {isWipe && (
            <input
              type="range"
              aria-label={t("wipeEdge")}
              min={0}
              max={100}
              value={edge}
              onChange={(event) => setEdge(Number(event.target.value))}
              className="block h-6 w-full cursor-ew-resize pointer-coarse:h-11 accent-white"
            />
          )}
          <CompareControls clock={clock} zoom={zoom} onZoom={setZoom} />
        </div>
        <aside
          aria-label={t("sides")}
          className="flex shrink-0 flex-col border-line bg-canvas max-lg:border-t lg:w-96 lg:overflow-y-auto lg:overscroll-contain lg:border-l"
        >
          <p role="status" className="text-sm text-text empty:hidden not-empty:px-5 not-empty:pt-4">
            {isBlind
              ? [t("blindBody"), isKept && t("blindKept")].filter(Boolean).join(" ")
              : chosen !== null && t("voted", { letter: letterOf(order.indexOf(chosen)) })}
          </p>
          {error && (
            <p role="alert" className="px-5 pt-4 text-sm text-failed">
              {error}
            </p>
          )}
          <ul className="flex flex-col">
            {ordered.map((clip, index) => (
              <CompareSide
                key={clip.card.id}
                view={clip.card}
                clock={clock}
                letter={letterOf(index)}
                isBlind={isBlind}
                isChosen={chosen === clip.card.id}
                // Who voted for what is told where the clips are, too.
                votes={{ by: votes.filter((vote) => vote.clip === clip.card.id).map(({ by }) => by), hasNames: blind === null }}
                onVote={isBlind ? () => choose(clip.card.id) : null}
                isVoting={isVoting}
                onKeep={!isBlind && onKeep ? () => onKeep(clip) : null}
              />
            ))}
          </ul>
          {!isBlind && <RecipeDifference clips={ordered} />}
        </aside>
      </div>
    </div>
  );
}
