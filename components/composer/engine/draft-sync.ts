import { reach } from "@/components/data/outdated";
import type { DraftView } from "@/lib/generations/drafts/view";
import { saveDraftAction } from "@/lib/generations/drafts/actions";
import { createAutosave, type SaveState } from "./autosave";
import { savedDraft, stateFromDraft } from "./composer-state";
import type { LocalCopy } from "./local-copy";

interface DraftSyncOptions {
  team: string;
  userId: string;
  projectId: string;
  /** What the page came with; null when there was nothing to begin from. */
  initial: DraftView | null;
  onState: (state: SaveState) => void;
  /** Another tab, or another computer, wrote something else meanwhile: a person has to choose. */
  onConflict: (theirs: DraftView) => void;
  /** Another tab of this browser wrote, and nothing here would be lost by going along. */
  onFollow: (theirs: DraftView) => void;
}

/**
 * The draft's way to the server and to the other tabs. Each save names the version that it builds on, so that no tab
 * writes over what another one wrote. Tabs of one browser tell each other what they saved.
 */
export function createDraftSync({ team, userId, projectId, initial, onState, onConflict, onFollow }: DraftSyncOptions) {
  let version = initial?.version ?? 0;
  let theirs: DraftView | null = null;
  let tabs: BroadcastChannel | null = null;

  const autosave = createAutosave({ userId, projectId, save, version: () => version, onState });
  if (initial) autosave.setSaved(savedDraft(stateFromDraft(initial)));

  async function save({ draft, assets, elements = [] }: LocalCopy): Promise<"saved" | "failed" | "conflict"> {
    if (theirs) return "conflict";
    const result = await reach(saveDraftAction(team, { projectId, draft, version }));
    if (!result?.ok) return "failed";
    if (!result.data.saved) {
      refuse(result.data.theirs);
      return "conflict";
    }
    version = result.data.version;
    tabs?.postMessage({ draft, assets: [...assets], elements, version } satisfies DraftView);
    return "saved";
  }

  function refuse(view: DraftView): void {
    theirs = view;
    onConflict(view);
  }

  function accept(view: DraftView): void {
    version = view.version;
    autosave.setSaved(savedDraft(stateFromDraft(view)));
  }

  function hear(view: DraftView): void {
    if (view.version <= version) return;
    if (theirs || !autosave.isSafe()) return theirs ? refuse(view) : undefined;
    accept(view);
    onFollow(view);
  }

  return {
    change: autosave.change,
    flush: autosave.flush,
    isSafe: autosave.isSafe,
    /** What this browser kept builds on the version that it was typed over. */
    buildOn: (known: number): void => void (version = known),
    /** Listens to the other tabs of this browser. @returns what ends it */
    listen(): () => void {
      if (typeof BroadcastChannel === "undefined") return () => undefined;
      const channel = new BroadcastChannel(`dailies.draft:${userId}:${projectId}`);
      channel.onmessage = ({ data }: MessageEvent<DraftView>) => hear(data);
      tabs = channel;
      return () => {
        channel.close();
        tabs = null;
      };
    },
    keepMine(): void {
      if (!theirs) return;
      version = theirs.version;
      theirs = null;
      autosave.saveNow();
    },
    /** @returns what the other one wrote, or null when there is no choice to make. */
    takeTheirs(): DraftView | null {
      const view = theirs;
      theirs = null;
      if (view) accept(view);
      return view;
    },
  };
}
