const CLIP = "clip";

const withClip = (id: string | null): string => {
  const url = new URL(location.href);
  if (id === null) url.searchParams.delete(CLIP);
  else url.searchParams.set(CLIP, id);
  return url.pathname + url.search;
};

interface ClipState {
  /** The page without the clip lies one step back in this tab's history. */
  openedFromPage?: boolean;
}

const stateNow = (): ClipState => ({ openedFromPage: (history.state as ClipState | null)?.openedFromPage ?? false });

/**
 * The open clip is in the address, so that it can be linked, reloaded and left by the back button. The history is
 * written directly: the page behind stays as it is, and no server is asked.
 */
export const clipAddress = {
  open: ({ id }: { id: string }): void => {
    // The page behind stays where it is; a browser that restores what it remembers of an entry would make it jump.
    history.scrollRestoration = "manual";
    history.pushState({ openedFromPage: true } satisfies ClipState, "", withClip(id));
  },
  /** Another clip in the same viewer: leaving it leads back to the page, not through all of them. */
  show: ({ id }: { id: string }): void => history.replaceState(stateNow(), "", withClip(id)),
  close: (): void => {
    if (stateNow().openedFromPage) history.back();
    else history.replaceState({}, "", withClip(null));
  },
};
