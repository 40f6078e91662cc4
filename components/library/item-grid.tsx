"use client";

import { useVirtualizer, useWindowVirtualizer, type Virtualizer } from "@tanstack/react-virtual";
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import type { Selection } from "@/components/clip/marks/selection";
import { SelectionContext } from "@/components/clip/marks/selection";
import type { LibraryItem } from "@/lib/library/view";
import { ItemCard } from "./item-card";
import { useItemKeys } from "./use-item-keys";

const GAP = 12;
/** In rem, as everything that holds words. */
const LEAST_WIDTH = 11;
const CAPTION = 3.25;
/** Rows outside of the window that exist already. */
const OVERSCAN = 2;

interface ItemGridProps {
  items: readonly LibraryItem[];
  selection: Selection;
  onOpen: (item: LibraryItem) => void;
  /** Somebody is near the end of what is loaded. */
  onNearEnd: () => void;
}

interface Shape {
  columns: number;
  rowHeight: number;
  /** Where the grid begins in what scrolls. */
  top: number;
}

const shapeOf = (width: number, top: number): Shape => {
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
  const columns = Math.max(2, Math.floor((width + GAP) / (LEAST_WIDTH * rem + GAP)));
  const card = (width - GAP * (columns - 1)) / columns;
  return { columns, rowHeight: Math.round(card * 0.75 + CAPTION * rem) + GAP, top };
};

/** What the server draws, and the first frame: everything is there, in as many columns as fit. */
const UNMEASURED: Shape = { columns: 1, rowHeight: 0, top: 0 };

function useShape(grid: RefObject<HTMLElement | null>, isInWindow: boolean): Shape {
  const [shape, setShape] = useState(UNMEASURED);
  useLayoutEffect(() => {
    const element = grid.current;
    if (!element) return;
    const measure = (): void => {
      const next = shapeOf(element.clientWidth, isInWindow ? element.getBoundingClientRect().top + scrollY : 0);
      setShape((known) =>
        known.columns === next.columns && known.rowHeight === next.rowHeight && Math.abs(known.top - next.top) < 1 ? known : next,
      );
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    observer.observe(document.body);
    return () => observer.disconnect();
  }, [grid, isInWindow]);
  return shape;
}

/** The grid of the page, which scrolls with it. */
export function PageGrid(props: ItemGridProps) {
  const grid = useRef<HTMLDivElement>(null);
  const shape = useShape(grid, true);
  const rows = useWindowVirtualizer({
    count: Math.ceil(props.items.length / shape.columns),
    estimateSize: () => shape.rowHeight,
    scrollMargin: shape.top,
    overscan: OVERSCAN,
  });
  return <Rows {...props} grid={grid} shape={shape} rows={rows} />;
}

/** The grid of a dialog, which scrolls by itself. */
export function DialogGrid({ scroller, ...props }: ItemGridProps & { scroller: RefObject<HTMLElement | null> }) {
  const grid = useRef<HTMLDivElement>(null);
  const shape = useShape(grid, false);
  // eslint-disable-next-line react-hooks/incompatible-library -- nothing here is remembered by a compiler
  const rows = useVirtualizer({
    count: Math.ceil(props.items.length / shape.columns),
    getScrollElement: () => scroller.current,
    estimateSize: () => shape.rowHeight,
    overscan: OVERSCAN,
  });
  return <Rows {...props} grid={grid} shape={shape} rows={rows} />;
}

interface RowsProps extends ItemGridProps {
  grid: RefObject<HTMLDivElement | null>;
  shape: Shape;
  rows: Pick<Virtualizer<Element, Element>, "getVirtualItems" | "getTotalSize" | "measure" | "scrollToIndex">;
}

function Rows({ items, selection, onOpen, onNearEnd, grid, shape: { columns, rowHeight, top }, rows }: RowsProps) {
  const t = useTranslations("library");
  const isMeasured = rowHeight > 0;
  useEffect(() => rows.measure(), [rows, rowHeight]);
  useEffect(() => selection.setOrder(items.map(({ id }) => id)), [selection, items]);
  const shown = isMeasured ? rows.getVirtualItems() : [];
  const last = shown.at(-1)?.index ?? 0;
  const isNearEnd = isMeasured && (last + 3 * OVERSCAN) * columns >= items.length;
  useEffect(() => {
    if (isNearEnd) onNearEnd();
  }, [isNearEnd, items.length, onNearEnd]);

  const reveal = useCallback((index: number) => rows.scrollToIndex(Math.floor(index / columns)), [rows, columns]);
  const keys = useItemKeys({
    grid,
    count: items.length,
    columns,
    reveal,
    onToggle: (index, isRange) => items[index] && selection.toggle(items[index].id, isRange),
  });
  const { setCurrent } = keys;
  const press = useCallback(
    (item: LibraryItem, { isRange, isToggle }: { isRange: boolean; isToggle: boolean }) => {
      setCurrent(items.findIndex(({ id }) => id === item.id));
      if (isToggle || selection.isOn) selection.toggle(item.id, isRange);
      else onOpen(item);
    },
    [items, selection, onOpen, setCurrent],
  );
  // Where the last one that had the focus has scrolled away, Tab leads to the first that is there.
  const [from, to] = [(shown[0]?.index ?? 0) * columns, isMeasured ? (last + 1) * columns : items.length];
  const current = keys.current >= from && keys.current < to ? keys.current : from;
  const card = (index: number) => {
    const item = items[index];
    return item && <ItemCard key={item.id} item={item} index={index} isCurrent={index === current} onPress={press} />;
  };
  return (
    <SelectionContext value={selection}>
      <div ref={grid} data-slot="library-grid" role="group" aria-label={t("grid")} onKeyDown={keys.onKeyDown}>
        {isMeasured ? (
          <div className="relative" style={{ height: Math.max(0, rows.getTotalSize() - GAP) }}>
            {shown.map(({ index, start }) => (
              <div
                key={index}
                className="absolute inset-x-0 grid gap-3"
                style={{
                  top: start - top,
                  height: rowHeight - GAP,
                  gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`,
                }}
              >
                {Array.from({ length: columns }, (_, column) => card(index * columns + column))}
              </div>
            ))}
          </div>
        ) : (
          <div className="grid auto-rows-[12rem] grid-cols-[repeat(auto-fill,minmax(min(11rem,calc(50%-0.375rem)),1fr))] gap-3">
            {items.map((_, index) => card(index))}
          </div>
        )}
      </div>
    </SelectionContext>
  );
}
