import { type Find, FIND_NAMES, readFind, writeFind } from "@/lib/generations/find/find";
import { readingAddress, tellAddress } from "./clip-address";

// Asked with every drawing of the gallery, and mostly the same.
let known = { search: "", find: "" };

/** What is looked for, as it stands in the address: it can be linked, reloaded and left by the back button. "" for everything. */
export const findInAddress = readingAddress((search) => {
  const text = search.toString();
  if (known.search !== text) known = { search: text, find: writeFind(readFind(search)) };
  return known.find;
});

/** What was pressed goes with what it stood for: the focus goes on to where one looks for something else. */
const FILTERS_BUTTON = "[data-slot=find-filters]";
export function lookOn(find: Find): void {
  look(find);
  document.querySelector<HTMLElement>(FILTERS_BUTTON)?.focus({ preventScroll: true });
}

/** Letters that follow each other are one step of the history. */
interface TypingState {
  isTyping?: boolean;
}

/** Looks for something else. The history is written directly: the page stays, and the list alone is asked for. */
export function look(find: Find, { isTyping = false } = {}): void {
  const url = new URL(location.href);
  for (const name of FIND_NAMES) url.searchParams.delete(name);
  for (const [name, value] of new URLSearchParams(writeFind(find))) url.searchParams.set(name, value);
  if (url.search === location.search) return;
  const state: TypingState = { isTyping };
  const goesOn = isTyping && (history.state as TypingState | null)?.isTyping;
  if (goesOn) history.replaceState(state, "", url.pathname + url.search);
  else history.pushState(state, "", url.pathname + url.search);
  scrollTo({ top: 0, behavior: "instant" });
  tellAddress();
}
