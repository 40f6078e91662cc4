"use client";

import { useSyncExternalStore } from "react";

/**
 * The card that a pointer was on last, and the one that had the focus last. Only these have their controls: on all others nobody would see
 * them, and they are two thirds of a card. They stay until another card is attended, so that a menu outlives a pointer that leaves it.
 */
const attended = { pointer: "", focus: "" };
const listeners = new Set<() => void>();
const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

function attend(by: keyof typeof attended, id: string): void {
  if (attended[by] === id) return;
  attended[by] = id;
  listeners.forEach((listener) => listener());
}

/** The focus goes to this card by our own hand, which React does not hear while it draws. */
export const turnTo = (id: string): void => attend("focus", id);

/** What a card tells of whoever turns to it. A press counts as the focus, which not every browser gives to a pressed button. */
export const attentionTo = (id: string) => ({
  // A pointer that comes onto a card by itself moves. One that cards are scrolled past is no turn to any of them.
  onPointerMove: () => attend("pointer", id),
  onPointerDown: () => attend("focus", id),
  onFocus: () => attend("focus", id),
});

export const useAttended = (id: string): boolean =>
  useSyncExternalStore(
    subscribe,
    () => attended.pointer === id || attended.focus === id,
    () => false,
  );

let finger: MediaQueryList | undefined;
const coarse = (): MediaQueryList => (finger ??= matchMedia("(pointer: coarse)"));

const subscribeToPointer = (listener: () => void): (() => void) => {
  coarse().addEventListener("change", listener);
  return () => coarse().removeEventListener("change", listener);
};

/** Whether there is only a finger, which attends nothing before it presses. */
export const useIsCoarse = (): boolean =>
  useSyncExternalStore(
    subscribeToPointer,
    () => coarse().matches,
    () => false,
  );
