import { readingAddress, tellAddress } from "@/components/data/address";
import { MOST_COMPARED } from "@/lib/generations/review/limits";

const CLIP = "clip";
const COMPARE = "compare";

const withPart = (name: string, value: string | null): string => {
  const url = new URL(location.href);
  if (value === null) url.searchParams.delete(name);
  else url.searchParams.set(name, value);
  return url.pathname + url.search;
};
const withClip = (id: string | null): string => withPart(CLIP, id);

interface ClipState {
  /** The page without the clip lies one step back in this tab's history. */
  openedFromPage?: boolean;
  /** It was opened to see its takes. */
  atTakes?: boolean;
  /** So does what the comparison was opened over. */
  comparedFromHere?: boolean;
}

const stateNow = (): ClipState => ({ openedFromPage: (history.state as ClipState | null)?.openedFromPage ?? false });

const partOfAddress = (name: string) => readingAddress((search) => search.get(name));

/** Whether the open clip was opened to see its takes. */
export const isAtTakes = (): boolean => (history.state as ClipState | null)?.atTakes ?? false;

/** The clip in the address, as a store: a press may come before the router listens to the history. */
export const clipInAddress = partOfAddress(CLIP);
/** The clips that are compared, by their ids. */
export const comparedInAddress = partOfAddress(COMPARE);

/**
 * The open clip is in the address, so that it can be linked, reloaded and left by the back button. The history is
 * written directly: the page behind stays as it is, and no server is asked.
 */
export const clipAddress = {
  open: ({ id }: { id: string }, { atTakes = false } = {}): void => {
    // The page behind stays where it is; a browser that restores what it remembers of an entry would make it jump.
    history.scrollRestoration = "manual";
    history.pushState({ openedFromPage: true, atTakes } satisfies ClipState, "", withClip(id));
    tellAddress();
  },
  /** Another clip in the same viewer: leaving it leads back to the page, not through all of them. */
  show: ({ id }: { id: string }): void => {
    history.replaceState(stateNow(), "", withClip(id));
    tellAddress();
  },
  /** To a clip from wherever one is: in the open viewer, or over the page. */
  lead: (to: { id: string }): void => (new URL(location.href).searchParams.has(CLIP) ? clipAddress.show(to) : clipAddress.open(to)),
  close: (): void => {
    if (stateNow().openedFromPage) return history.back();
    history.replaceState({}, "", withClip(null));
    tellAddress();
  },
};

/** Two to four clips side by side, over the page or over the viewer; the way back leads to whatever was there. */
export const compareAddress = {
  open: (ids: readonly string[]): void => {
    history.scrollRestoration = "manual";
    const state = { ...stateNow(), comparedFromHere: true } satisfies ClipState;
    history.pushState(state, "", withPart(COMPARE, ids.slice(0, MOST_COMPARED).join(",")));
    tellAddress();
  },
  close: (): void => {
    if ((history.state as ClipState | null)?.comparedFromHere) return history.back();
    history.replaceState(stateNow(), "", withPart(COMPARE, null));
    tellAddress();
  },
};
