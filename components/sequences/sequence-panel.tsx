"use client";

import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import { useTranslations } from "use-intl";
import { canPlay } from "@/components/data/can-play";
import { newKey } from "@/components/data/new-key";
import { FRAMES_PER_SECOND } from "@/lib/models/catalog";
import type { SequenceContent } from "@/lib/sequences/schema";
import type { ExportView, SequenceView } from "@/lib/sequences/view";
import { paths } from "@/lib/shared/paths";
import { Films } from "./exports/films";
import { Conflict } from "./conflict";
import { itemsOf, moved, type Scene, scenesOf, withItem } from "./scenes";
import { SequenceHead } from "./sequence-head";
import { FilmPlayer } from "./stage/film-player";
import { Stage } from "./stage/stage";
import { ItemPanel } from "./strip/item-panel";
import { Strip } from "./strip/strip";
import { StripActions } from "./strip/strip-actions";
import { useEditor } from "./use-editor";
import { useUndoKeys } from "./use-undo-keys";

interface SequencePanelProps {
  team: string;
  project: { id: string; slug: string };
  mayChange: boolean;
  view: SequenceView;
  films: ExportView[];
}

const CARD_SECONDS = 3;

/** The original where this browser plays it, else the copy that every browser plays. */
function urlOf({ card }: Scene): string | null {
  if (!card?.video) return null;
  const { demanding } = card.video;
  return paths.api.media(card.id, demanding?.hasCopy && !canPlay(demanding.codecs) ? "preview" : "video");
}

/** One sequence: watched, arranged, trimmed and exported. */
export function SequencePanel({ team, project, mayChange, view, films }: SequencePanelProps) {
  const t = useTranslations("sequences");
  const { editor, state } = useEditor(team, view, mayChange);
  const { content } = state;
  const [player] = useState(() => new FilmPlayer(urlOf));
  const [chosen, setChosen] = useState<string | null>(null);
  /** The card that was just put in: its words are to be written next, once. */
  const added = useRef<string | null>(null);
  const items = useMemo(() => itemsOf(state), [state]);
  const { scenes, frames } = useMemo(() => scenesOf(items), [items]);
  useEffect(() => player.setScenes(scenes, frames), [player, scenes, frames]);
  // A card that was just put in is shown as soon as it is in the film.
  const sought = useRef<string | null>(null);
  useEffect(() => {
    const scene = scenes.find(({ id }) => id === sought.current);
    if (!scene) return;
    // Behind the cross-fade into it.
    player.seek(scene.start + (scenes[scenes.indexOf(scene) - 1]?.transitionFrames ?? 0));
    sought.current = null;
  }, [player, scenes]);
  const { onScreen } = useSyncExternalStore(player.subscribe, player.read, player.read);
  useUndoKeys(editor, mayChange);

  const item = items.find(({ id }) => id === chosen);
  const show = (id: string, frame: number): void => {
    const scene = scenes.find((one) => one.id === id);
    if (scene) player.seek(scene.start + frame);
  };
  const choose = (id: string): void => {
    setChosen(id);
    show(id, 0);
  };
  const change = (part: Partial<SequenceContent>, kind = ""): void => editor.change({ ...content, ...part }, kind);
  const move = (id: string, to: number): void => editor.change(moved(content, id, to));
  const remove = (id: string): void => {
    const index = content.items.findIndex((one) => one.id === id);
    change({ items: content.items.filter((one) => one.id !== id) });
    const next = content.items[index + 1] ?? content.items[index - 1];
    setChosen(next?.id ?? null);
    // The keyboard goes on where it was, and not at the top of the page.
    document.querySelector<HTMLElement>(next ? `[data-item="${next.id}"]` : "[data-add-clips]")?.focus();
  };
  const addTitle = (): void => {
    const id = newKey();
    const at = chosen === null ? content.items.length : content.items.findIndex((one) => one.id === chosen) + 1;
    const outFrame = CARD_SECONDS * FRAMES_PER_SECOND;
    const card = { kind: "title", id, title: t("newTitle"), inFrame: 0, outFrame, transitionFrames: 0 } as const;
    change({ items: content.items.toSpliced(at, 0, card) });
    setChosen(id);
    added.current = id;
    sought.current = id;
  };
  const missing = items.filter((one) => one.kind === "clip" && one.missing !== null);
  return (
    <div data-slot="sequence" className="flex flex-col gap-4">
      <SequenceHead {...{ team, project, editor, state, scenes, mayChange }} />
      {state.theirs && <Conflict editor={editor} />}
      {/* Beside the picture, where there is room, so that nobody scrolls between a frame and the field that it is chosen in. */}
      <div className="flex flex-col gap-4 lg:grid lg:grid-cols-[minmax(0,1fr)_21rem] lg:items-start lg:gap-6">
        <div className="flex min-w-0 flex-col gap-4">
          <Stage player={player} scenes={scenes} frames={frames} format={content} />
          {missing.length > 0 && (
            <p role="status" className="text-sm text-quiet">
              {t("leftOut", { count: missing.length, numbers: missing.map(({ number }) => number).join(", ") })}
            </p>
          )}
          <Strip {...{ items, chosen, onScreen, mayChange }} onChoose={choose} onMove={move} onRemove={remove} />
          {mayChange && <StripActions {...{ team, project, editor, state }} onTitle={addTitle} />}
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          {item ? (
            <ItemPanel
              key={item.id}
              item={item}
              count={items.length}
              mayChange={mayChange}
              added={added}
              onChange={(of, kind) => editor.change(withItem(editor.read().content, item.id, of), kind)}
              onShow={(frame) => requestAnimationFrame(() => show(item.id, frame))}
              onMove={(to) => move(item.id, to)}
              onRemove={() => remove(item.id)}
            />
          ) : (
            mayChange && items.length > 0 && <p className="text-sm text-quiet max-lg:hidden">{t("chooseItem")}</p>
          )}
          <Films team={team} sequenceId={view.id} initial={films} mayChange={mayChange} />
        </div>
      </div>
    </div>
  );
}
