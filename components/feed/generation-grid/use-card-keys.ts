"use client";

import { type FocusEvent, type KeyboardEvent, type RefObject, useCallback, useEffect, useLayoutEffect, useRef } from "react";

const CARD = ":is([data-slot=generation-card], [data-slot=generation-fold])";
const FOCUSABLE = "a[href], button:not(:disabled), summary, input, [tabindex='0']";

/** What the focus of a card rests on: what opens it, or the card itself while there is nothing to open. */
const restOf = (card: Element | null | undefined): HTMLElement | null =>
  card?.querySelector<HTMLElement>("[data-card-open], [data-card-rest]") ?? (card as HTMLElement | null) ?? null;

const cardsOf = (grid: HTMLElement): HTMLElement[] => [...grid.querySelectorAll<HTMLElement>(CARD)];

/** The empty element before or behind all cards. */
const edgeOf = (grid: HTMLElement, before: boolean): HTMLElement | null =>
  (before ? grid.firstElementChild : grid.lastElementChild) as HTMLElement | null;

function focusCard(card: Element | undefined): void {
  const rest = restOf(card);
  rest?.focus({ preventScroll: true });
  rest?.scrollIntoView({ block: "nearest" });
}

/** Keys of the focused card that press one of its controls. */
const PRESSES: Readonly<Record<string, string>> = { d: "download", u: "reuse", delete: "delete", backspace: "delete" };

/**
 * The grid is one stop for Tab: arrows go from card to card, Tab goes through what the card offers and then out, and
 * letters press what can be done with it. When a card goes, the focus goes on to the next.
 * @param at which part of the history is shown
 */
export function useCardKeys(grid: RefObject<HTMLElement | null>, ids: readonly string[], at: string) {
  const current = useRef<{ id: string; index: number; at: string } | null>(null);
  const isTabbing = useRef(false);

  useEffect(() => {
    const listening = new AbortController();
    const options = { capture: true, signal: listening.signal };
    addEventListener("keydown", (event) => (isTabbing.current = event.key === "Tab"), options);
    addEventListener("pointerdown", () => (isTabbing.current = false), options);
    return () => listening.abort();
  }, []);

  useLayoutEffect(() => {
    const { current: was } = current;
    // Whoever went to another part of the history did not lose a card.
    if (!was || was.at !== at || !grid.current || document.activeElement !== document.body || ids.includes(was.id)) return;
    const next = ids[Math.min(was.index, ids.length - 1)];
    focusCard(cardsOf(grid.current).find((card) => card.dataset.generation === next));
  }, [grid, ids, at]);

  function onFocus(event: FocusEvent<HTMLElement>): void {
    const isEntering = !event.currentTarget.contains(event.relatedTarget);
    if (isEntering && isTabbing.current) {
      const cards = cardsOf(event.currentTarget);
      const known = cards.find((card) => card.dataset.generation === current.current?.id);
      const rest = restOf(known ?? cards.find((card) => card.getBoundingClientRect().bottom > innerHeight / 4));
      if (rest && rest !== event.target) return rest.focus();
    }
    const id = event.target.closest<HTMLElement>(CARD)?.dataset.generation;
    if (id) current.current = { id, index: ids.indexOf(id), at };
  }

  function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    const { target, currentTarget, key } = event;
    const card = target instanceof HTMLElement ? target.closest<HTMLElement>(CARD) : null;
    if (!card || !(target instanceof HTMLElement) || target.closest("[popover], dialog")) return;
    if (key === "Tab") {
      const stops = [
        restOf(card)!,
        ...[...card.querySelectorAll<HTMLElement>(FOCUSABLE)].filter((stop) => stop.checkVisibility({ checkVisibilityCSS: true })),
      ];
      // From its edge the browser goes on by itself, past all the other cards.
      if (target === (event.shiftKey ? stops[0] : stops.at(-1))) edgeOf(currentTarget, event.shiftKey)?.focus();
      return;
    }
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || target !== restOf(card)) return;
    const control = PRESSES[key.toLowerCase()];
    if (control) {
      event.preventDefault();
      // A key that stays down does not go through the whole gallery.
      if (!event.repeat) card.querySelector<HTMLElement>(`[data-press="${control}"]`)?.click();
      return;
    }
    const cards = cardsOf(currentTarget);
    const next = neighbour(cards, card, key);
    if (!next) return;
    event.preventDefault();
    focusCard(next);
  }

  /** Far from the eye cards are let go: none of them was lost. */
  const forget = useCallback(() => {
    if (document.activeElement === document.body) current.current = null;
  }, []);

  return { onFocus, onKeyDown, forget };
}

function neighbour(cards: readonly HTMLElement[], card: HTMLElement, key: string): HTMLElement | undefined {
  const at = cards.indexOf(card);
  switch (key) {
    case "ArrowRight":
      return cards[at + 1];
    case "ArrowLeft":
      return cards[at - 1];
    case "ArrowDown":
    case "ArrowUp":
      return verticalNeighbour(cards, card, key === "ArrowDown");
    case "Home":
      return cards[0];
    case "End":
      return cards.at(-1);
    default:
      return undefined;
  }
}

function verticalNeighbour(cards: readonly HTMLElement[], from: HTMLElement, down: boolean): HTMLElement | undefined {
  const here = from.getBoundingClientRect();
  const middle = here.left + here.width / 2;
  const beyond = cards
    .map((card) => ({ card, box: card.getBoundingClientRect() }))
    .filter(({ box }) => (down ? box.top > here.top + 1 : box.top < here.top - 1));
  const nearestTop = beyond.reduce(
    (best, { box }) => (down ? Math.min(best, box.top) : Math.max(best, box.top)),
    down ? Infinity : -Infinity,
  );
  return beyond
    .filter(({ box }) => Math.abs(box.top - nearestTop) < 1)
    .sort((a, b) => Math.abs(a.box.left + a.box.width / 2 - middle) - Math.abs(b.box.left + b.box.width / 2 - middle))[0]?.card;
}
