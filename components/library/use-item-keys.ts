"use client";

import { type KeyboardEvent, type RefObject, useCallback, useState } from "react";

interface ItemKeys {
  grid: RefObject<HTMLElement | null>;
  count: number;
  columns: number;
  /** Brings the row of a card onto the page, which need not have existed. */
  reveal: (index: number) => void;
  onToggle: (index: number, isRange: boolean) => void;
}

const openerAt = (grid: HTMLElement | null, index: number): HTMLElement | null =>
  grid?.querySelector<HTMLElement>(`[data-index="${index}"] [data-item-open]`) ?? null;

/** The grid is one stop for Tab: arrows go from card to card, Space chooses, with Shift all up to it. */
export function useItemKeys({ grid, count, columns, reveal, onToggle }: ItemKeys) {
  const [chosen, setCurrent] = useState(0);
  const current = Math.min(chosen, Math.max(0, count - 1));

  const focusAt = useCallback(
    (index: number): void => {
      setCurrent(index);
      reveal(index);
      // Its row may come with the next frame.
      let tries = 10;
      const focus = (): void => {
        const opener = openerAt(grid.current, index);
        if (opener) opener.focus({ preventScroll: true });
        else if (tries-- > 0) requestAnimationFrame(focus);
      };
      focus();
    },
    [grid, reveal],
  );

  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const { target, key } = event;
    if (event.altKey || event.ctrlKey || event.metaKey || !(target instanceof HTMLElement)) return;
    const card = target.closest<HTMLElement>("[data-index]");
    if (!card) return;
    const at = Number(card.dataset.index);
    if (key === " ") {
      event.preventDefault();
      if (!event.repeat) onToggle(at, event.shiftKey);
      return;
    }
    const steps: Record<string, number> = { ArrowRight: at + 1, ArrowLeft: at - 1, ArrowDown: at + columns, ArrowUp: at - columns };
    const to = key === "Home" ? 0 : key === "End" ? count - 1 : steps[key];
    if (to === undefined) return;
    event.preventDefault();
    // Above the first row nothing is left: whoever wants to leave presses Tab.
    if (to < 0 || to >= count) return;
    focusAt(to);
    if (event.shiftKey) onToggle(to, true);
  };

  return { current, setCurrent, focusAt, onKeyDown };
}
