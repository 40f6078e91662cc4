import { keep, readKept } from "../kept";

const KEY = "viewer.captions";
const listeners = new Set<() => void>();

/** Whether captions are shown in the player, kept in this browser: on until somebody switches them off. */
export const shownCaptions = {
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  read: (): boolean => readKept(KEY) !== "off",
  set: (isShown: boolean): void => {
    keep(KEY, isShown ? "on" : "off");
    for (const listener of listeners) listener();
  },
};
