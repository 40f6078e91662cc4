"use client";

import {
  type Announcements,
  closestCenter,
  DndContext,
  type DragEndEvent,
  KeyboardSensor,
  MouseSensor,
  TouchSensor,
  useSensor,
  useSensors,
} from "@dnd-kit/core";
import { horizontalListSortingStrategy, SortableContext, sortableKeyboardCoordinates, useSortable } from "@dnd-kit/sortable";
import { Blend, GripVertical, TriangleAlert, Type } from "@/components/ui/icons";
import type { KeyboardEvent } from "react";
import { useTranslations } from "use-intl";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import { lengthOf } from "@/lib/sequences/timeline";
import { cn } from "@/lib/shared/cn";
import { paths } from "@/lib/shared/paths";
import type { SceneItem } from "../scenes";
import { useItemWords } from "../use-item-words";

interface StripProps {
  items: readonly SceneItem[];
  chosen: string | null;
  /** What is on screen now. */
  onScreen: readonly string[];
  mayChange: boolean;
  onChoose: (id: string) => void;
  /** @param to counted from 0 */
  onMove: (id: string, to: number) => void;
  onRemove: (id: string) => void;
}

/** Where its announcements are put: not into the list. */
const spokenPlace = (): Element | undefined => (typeof document === "undefined" ? undefined : document.body);

/** The items of a sequence one after the other, to be chosen, and dragged by mouse, finger or keyboard. */
export function Strip({ items, chosen, onScreen, mayChange, onChoose, onMove, onRemove }: StripProps) {
  const t = useTranslations("sequences");
  const words = useItemWords();
  const sensors = useSensors(
    // A few pixels and a moment: a click stays a click, and the strip can still be scrolled by thumb.
    useSensor(MouseSensor, { activationConstraint: { distance: 6 } }),
    useSensor(TouchSensor, { activationConstraint: { delay: 200, tolerance: 6 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
  const ids = items.map(({ id }) => id);
  const nameOf = (id: string | number): string => words.name(items.find((item) => item.id === id)!);
  const placeOf = (id: string | number): number => ids.indexOf(String(id)) + 1;
  const count = items.length;
  const announcements: Announcements = {
    onDragStart: ({ active }) => t("drag.lifted", { name: nameOf(active.id), position: placeOf(active.id), count }),
    onDragOver: ({ active, over }) => (over ? t("drag.over", { name: nameOf(active.id), position: placeOf(over.id), count }) : undefined),
    onDragEnd: ({ active, over }) => t("drag.dropped", { name: nameOf(active.id), position: placeOf(over?.id ?? active.id), count }),
    onDragCancel: ({ active }) => t("drag.cancelled", { name: nameOf(active.id) }),
  };
  const drop = ({ active, over }: DragEndEvent): void => {
    if (over && active.id !== over.id) onMove(String(active.id), ids.indexOf(String(over.id)));
  };
  const onKeyDown = (event: KeyboardEvent, index: number): void => {
    const item = items[index]!;
    const by = event.key === "ArrowLeft" ? -1 : event.key === "ArrowRight" ? 1 : 0;
    if (mayChange && event.altKey && by !== 0) onMove(item.id, index + by);
    else if (mayChange && (event.key === "Delete" || event.key === "Backspace")) onRemove(item.id);
    else if (!event.altKey && by !== 0) {
      const other = items[index + by];
      if (other) onChoose(other.id);
      document.querySelector<HTMLElement>(`[data-item="${other?.id ?? item.id}"]`)?.focus();
    } else return;
    event.preventDefault();
  };
  return (
    <DndContext
      id="sequence-strip"
      sensors={sensors}
      collisionDetection={closestCenter}
      onDragEnd={drop}
      accessibility={{ announcements, screenReaderInstructions: { draggable: t("drag.instructions") }, container: spokenPlace() }}
    >
      <SortableContext items={ids} strategy={horizontalListSortingStrategy} disabled={!mayChange}>
        <ol aria-label={t("strip")} className="flex gap-1.5 overflow-x-auto overscroll-x-contain px-0.5 py-1 [scrollbar-width:thin]">
          {items.map((item, index) => (
            <StripItem
              key={item.id}
              item={item}
              isChosen={item.id === chosen}
              isOnScreen={onScreen.includes(item.id)}
              mayChange={mayChange}
              onChoose={() => onChoose(item.id)}
              onKeyDown={(event) => onKeyDown(event, index)}
            />
          ))}
        </ol>
      </SortableContext>
    </DndContext>
  );
}

interface StripItemProps {
  item: SceneItem;
  isChosen: boolean;
  isOnScreen: boolean;
  mayChange: boolean;
  onChoose: () => void;
  onKeyDown: (event: KeyboardEvent) => void;
}

function StripItem({ item, isChosen, isOnScreen, mayChange, onChoose, onKeyDown }: StripItemProps) {
  const t = useTranslations("sequences");
  const words = useItemWords();
  const { attributes, listeners, setNodeRef, setActivatorNodeRef, transform, transition, isDragging } = useSortable({
    id: item.id,
    attributes: { roleDescription: t("drag.role") },
  });
  const isMissing = item.kind === "clip" && item.missing !== null;
  return (
    <li
      ref={setNodeRef}
      style={{ transform: transform ? `translateX(${transform.x}px)` : undefined, transition }}
      className={cn("group relative shrink-0", isDragging && "z-10 opacity-80")}
    >
      <button
        type="button"
        data-item={item.id}
        aria-current={isChosen ? "true" : undefined}
        aria-keyshortcuts={mayChange ? "Alt+ArrowLeft Alt+ArrowRight Delete" : undefined}
        onClick={onChoose}
        onKeyDown={onKeyDown}
        className={cn(
          "flex w-32 flex-col overflow-hidden rounded-md border-2 base:border-transparent bg-raised text-left",
          isChosen ? "border-tungsten" : isOnScreen && "border-line-strong",
        )}
      >
        <span className="relative grid h-18 w-full place-items-center bg-black text-white">
          <Thumbnail item={item} />
          {isMissing && <TriangleAlert aria-hidden="true" className="icon text-uncertain" />}
        </span>
        <VisuallyHidden>{words.describe(item)}</VisuallyHidden>
        <span aria-hidden="true" className="flex w-full items-baseline justify-between gap-1 px-1.5 py-1 text-xs">
          <span dir="auto" className="truncate">
            {words.name(item)}
          </span>
          <span className={cn("font-mono text-quiet tabular", isMissing && "line-through")}>{words.length(lengthOf(item))}</span>
        </span>
      </button>
      {item.transitionFrames > 0 && (
        <span
          title={t("fadeOf", { count: item.transitionFrames })}
          className="absolute top-1 right-1 flex items-center gap-1 rounded-sm bg-black/70 px-1 font-mono text-[0.6875rem] text-white [&_svg]:size-3"
        >
          <Blend aria-hidden="true" />
          {item.transitionFrames}
        </span>
      )}
      {mayChange && (
        <button
          type="button"
          ref={setActivatorNodeRef}
          {...attributes}
          {...listeners}
          aria-label={t("drag.handle", { name: words.name(item) })}
          className="absolute top-1 left-1 grid size-6 cursor-grab place-items-center rounded-sm bg-black/60 text-white opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 pointer-coarse:size-11 pointer-coarse:opacity-100 [&_svg]:icon"
        >
          <GripVertical aria-hidden="true" />
        </button>
      )}
    </li>
  );
}

function Thumbnail({ item }: { item: SceneItem }) {
  if (item.kind === "title") return <Type aria-hidden="true" className="icon text-white/70" />;
  if (!item.card?.video || item.card.video.isWithoutPoster) return null;
  return <img alt="" src={paths.api.media(item.card.id, "poster")} loading="lazy" className="absolute inset-0 size-full object-contain" />;
}
