import { readingAddress, writeAddress } from "@/components/data/address";
import { type Find, FIND_NAMES, readFind, writeFind } from "@/lib/generations/find/find";

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

/** Looks for something else. */
export const look = (find: Find, how?: { isTyping?: boolean }): void => writeAddress(FIND_NAMES, writeFind(find), how);
