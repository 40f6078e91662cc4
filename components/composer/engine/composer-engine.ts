import type { UploadNews } from "@/components/assets/upload-queue";
import type { FileProblem } from "@/lib/assets/limits";
import type { DraftView } from "@/lib/generations/drafts/view";
import type { Mode } from "@/lib/models/catalog";
import type { Mention } from "@/lib/models/mentions";
import type { ActionError } from "@/lib/shared/result";
import type { SaveState } from "./autosave";
import type { ComposerProps } from "./composer-props";
import {
  draftFromState,
  emptyState,
  isPristine,
  pendingOf,
  stateFromDraft,
  withPending,
  type ComposerInput,
  type ComposerState,
} from "./composer-state";
import { createDraftSync } from "./draft-sync";
import { reduceComposer, type ComposerAction } from "./draft-reducer";
import type { FileIntake } from "../files/file-intake";
import { readLocalCopy } from "./local-copy";
import { holdReload } from "@/components/data/outdated";
import { newKey } from "@/components/data/new-key";
import type { DropTarget } from "../files/place-files";
import { stateFromRecipe } from "./recipe-state";
import { createSubmission } from "./submission";
import type { RecipeOptions } from "./composer-store";
import type { ClipView } from "@/lib/generations/view";

/** Something that was done for the person, said in one line, with the way back. */
export interface Notice {
  code: "switchedToReferences" | "switchedToFirstFrame" | "switchedToFirstLast" | "recipeLoaded" | "referencesRemoved" | "theirsTaken";
  undo: () => void;
}

/** A spoken message: a key under `composer.said`, counted so that the same words can be said twice. */
export interface Announcement {
  code: "ready" | "reused" | "problem" | "removed" | "moved" | "sent" | "waiting";
  values: Record<string, string | number>;
  count: number;
}

/** `reconnected`: the line that was down for a press is there again. */
export type SubmitError = ActionError | { code: "offline" | "reconnected" };

export interface ComposerSnapshot {
  state: ComposerState;
  /** Whether Generate was pressed in vain: from then on what is missing is pointed out. */
  attempted: boolean;
  /** Pictures that wait for an answer: first frame or reference. */
  asking: readonly File[] | null;
  /** Files that were not taken, each with its reason. */
  rejected: readonly { key: string; name: string; problem: FileProblem }[];
  notice: Notice | null;
  submitError: SubmitError | null;
  /** Files that the prompt names and that are not there: asked about before anything is sent. */
  mentions: readonly Mention[] | null;
  /** For a moment after a press: a second one is part of the same double click. */
  sent: boolean;
  /** A press that this page is too old to send. */
  unsent: boolean;
  /** Generate was pressed and goes out as soon as the files are there. */
  waiting: boolean;
  save: SaveState;
  /** What another tab or computer made of this draft meanwhile; a person says which of the two it is to be. */
  theirs: DraftView | null;
  said: Announcement | null;
}

const NOTICE_MS = 8000;

type EngineOptions = Pick<ComposerProps, "team" | "project" | "user" | "initialDraft" | "surface">;
type Callbacks = Pick<ComposerProps, "onSubmitting" | "onSubmitted" | "onSubmitFailed">;

/**
 * The composer without its looks: one snapshot that components read parts of, and everything that can be done to
 * it. It begins nothing before `start`, so that it can be made during a render.
 */
export function createComposerEngine({ team, project, user, initialDraft, surface }: EngineOptions) {
  let snapshot: ComposerSnapshot = {
    state: initialDraft ? stateFromDraft(initialDraft) : emptyState(),
    attempted: false,
    asking: null,
    rejected: [],
    notice: null,
    submitError: null,
    mentions: null,
    sent: false,
    unsent: false,
    waiting: false,
    save: "idle",
    theirs: null,
    said: null,
  };
  /** What the server drew. A part of the page that wakes late finds it so, whatever was brought back meanwhile. */
  const asServed = snapshot;
  const listeners = new Set<() => void>();
  let callbacks: Callbacks = {};
  let started = false;
  let noticeTimer: ReturnType<typeof setTimeout> | undefined;

  const sync = createDraftSync({
    team,
    userId: user.id,
    projectId: project.id,
    initial: initialDraft,
    onState: (save) => set({ save }),
    onConflict: (theirs) => set({ theirs }),
    onFollow: (theirs) => set({ state: stateFromDraft(theirs), save: "saved" }),
  });

  /** What reads and sends files comes with the first of them; a press of Generate waits for those it has yet to see. */
  let intake: FileIntake | null = null;
  let arriving: Promise<void> | null = null;

  async function loadIntake(): Promise<FileIntake> {
    const { createFileIntake } = await import("../files/file-intake");
    return (intake ??= createFileIntake({ team, snapshot: () => snapshot, set, dispatch, say, switchFor, onNews: receive }));
  }

  function withIntake(files: readonly File[], work: (loaded: FileIntake) => void): void {
    if (intake) return work(intake);
    const turn = loadIntake().then(work, () => {
      // The line broke before the first file could be read: it is named, and may be brought again.
      const problem: FileProblem = { code: "network", values: {} };
      set({ rejected: files.map((file) => ({ key: newKey(), name: file.name, problem })) });
    });
    arriving = turn;
    void turn.then(() => {
      if (arriving === turn) arriving = null;
    });
  }

  const submission = createSubmission({
    team,
    projectId: project.id,
    surface,
    snapshot: () => snapshot,
    set,
    say: (code) => say(code),
    callbacks: () => callbacks,
  });

  function set(patch: Partial<ComposerSnapshot>): void {
    const before = snapshot;
    snapshot = { ...before, ...patch };
    if (snapshot.state !== before.state) {
      const { state } = snapshot;
      sync.change({
        draft: draftFromState(state),
        assets: state.inputs.flatMap((input) => input.asset ?? []),
        pending: pendingOf(state),
      });
      // While there is a way back, what it would bring back keeps on uploading.
      if (!snapshot.notice) intake?.keepOnly(new Set(snapshot.state.inputs.map((input) => input.key)));
    }
    for (const listener of listeners) listener();
  }

  const say = (code: Announcement["code"], values: Announcement["values"] = {}) =>
    set({ said: { code, values, count: (snapshot.said?.count ?? 0) + 1 } });

  function dispatch(action: ComposerAction): void {
    const state = reduceComposer(snapshot.state, action);
    if (state === snapshot.state) return;
    // A press that waits for files was for the draft as it was; whoever changes it presses again.
    set({ state, submitError: null, ...(action.type !== "update" && { waiting: false, mentions: null }) });
  }

  function notify(code: Notice["code"], back: () => void): void {
    clearTimeout(noticeTimer);
    const undo = () => {
      dismissNotice();
      back();
    };
    set({ notice: { code, undo } });
    noticeTimer = setTimeout(dismissNotice, NOTICE_MS);
  }

  function dismissNotice(): void {
    clearTimeout(noticeTimer);
    if (!snapshot.notice) return;
    set({ notice: null });
    intake?.keepOnly(new Set(snapshot.state.inputs.map((input) => input.key)));
  }

  function receive(key: string, { reused, ...news }: UploadNews): void {
    dispatch({ type: "update", key, patch: news });
    const input = snapshot.state.inputs.find((other) => other.key === key);
    if (!input) return;
    if (news.upload === null) say(reused ? "reused" : "ready", { name: input.name });
    if (news.upload?.step === "problem") say("problem", { name: input.name });
    submission.reconsider();
  }

  const addFiles = (files: readonly File[], target: DropTarget): void => withIntake(files, (loaded) => loaded.addFiles(files, target));

  function switchFor(mode: Mode, tell: boolean): void {
    const before = snapshot.state.mode;
    dispatch({ type: "setMode", mode });
    if (!tell) return;
    const codes = { references: "switchedToReferences", firstFrame: "switchedToFirstFrame", firstLast: "switchedToFirstLast" } as const;
    if (mode !== "text") notify(codes[mode], () => dispatch({ type: "setMode", mode: before }));
  }

  /** Files that were put aside go on uploading for as long as there is a way back. */
  const withNews = (inputs: readonly ComposerInput[]): ComposerInput[] =>
    inputs.map((input) => {
      const { reused: _reused, ...news } = intake?.latest(input.key) ?? {};
      return { ...input, ...news };
    });

  function load(view: ClipView, options: RecipeOptions): void {
    const before = snapshot.state;
    const hadSomething = !isPristine(before);
    const state = stateFromRecipe(before, view, options, newKey);
    // The notice comes first: it keeps what is replaced alive for as long as there is a way back.
    if (hadSomething) {
      notify("recipeLoaded", () => {
        dispatch({ type: "load", state: { ...before, inputs: withNews(before.inputs) } });
      });
    }
    set({ state, attempted: false, asking: null, rejected: [], submitError: null });
  }

  return {
    getSnapshot: () => snapshot,
    getServerSnapshot: () => asServed,
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    /** The page has it: what only this browser still knows is taken back, once. @returns what ends it */
    start(): () => void {
      const local = started ? null : readLocalCopy(user.id, project.id);
      started = true;
      if (local && !local.saved && local.version !== undefined) sync.buildOn(local.version);
      if (local)
        set({
          state: withPending(
            local.saved ? snapshot.state : stateFromDraft({ draft: local.draft, assets: [...local.assets] }),
            local.pending,
          ),
        });
      const stopListening = sync.listen();
      const letGo = holdReload(() => !sync.isSafe() || snapshot.unsent);
      window.addEventListener("pagehide", sync.flush);
      return () => {
        stopListening();
        letGo();
        window.removeEventListener("pagehide", sync.flush);
      };
    },
    setCallbacks(next: Callbacks): void {
      callbacks = next;
    },
    dispatch,
    setMode(mode: Mode): void {
      if (mode === snapshot.state.mode) return;
      dispatch({ type: "setMode", mode });
      set({ asking: null });
    },
    addFiles,
    answerAsking(role: "firstFrame" | "references" | null): void {
      const { asking } = snapshot;
      set({ asking: null });
      if (asking && role) addFiles(asking, role);
    },
    /** Fetches what reads and sends files, before there are any. @throws when it cannot be reached */
    prepareFiles: async (): Promise<void> => void (await loadIntake()),
    /** False when this browser does not have the file any more. */
    retryUpload: (key: string): boolean => intake?.retry(key) ?? false,
    /** Puts another file in the place of one that was lost or refused, keeping its role and its number. */
    replaceFile: (key: string, file: File): void => withIntake([file], (loaded) => loaded.replaceFile(key, file)),
    remove(input: ComposerInput): void {
      dispatch({ type: "remove", key: input.key });
      say("removed", { name: input.name });
    },
    move(input: ComposerInput, to: number): void {
      dispatch({ type: "move", key: input.key, to });
      say("moved", { name: input.name, position: to + 1 });
    },
    /** What was dragged here from another page came without its bytes. */
    refuseAddress(address: string): void {
      set({ rejected: [{ key: newKey(), name: address, problem: { code: "addressOnly", values: {} } }] });
      say("problem", { name: address });
    },
    removeReferences(): void {
      const before = snapshot.state.inputs;
      notify("referencesRemoved", () => dispatch({ type: "load", state: { ...snapshot.state, inputs: withNews(before) } }));
      dispatch({ type: "load", state: { ...snapshot.state, inputs: before.filter((input) => input.role !== "reference") } });
    },
    dismissRejected: (key?: string) => set({ rejected: snapshot.rejected.filter((entry) => key !== undefined && entry.key !== key) }),
    dismissNotice,
    reconnected(): void {
      if (snapshot.submitError?.code === "offline") set({ submitError: { code: "reconnected" } });
    },
    dismissSubmitError: () => set({ submitError: null }),
    /** @param anyway sends although the prompt names files that are not there */
    submit: (whenSent: () => void, anyway = false): ReturnType<typeof submission.submit> =>
      arriving ? arriving.then(() => submission.submit(whenSent, anyway)) : submission.submit(whenSent, anyway),
    keepMine(): void {
      set({ theirs: null });
      sync.keepMine();
    },
    takeTheirs(): void {
      const before = snapshot.state;
      const view = sync.takeTheirs();
      if (!view) return;
      notify("theirsTaken", () => dispatch({ type: "load", state: { ...before, inputs: withNews(before.inputs) } }));
      set({ theirs: null, state: stateFromDraft(view), save: "saved" });
    },
    /** The press that waits for files is taken back. */
    stopWaiting: () => set({ waiting: false }),
    load,
    team,
    surface,
  };
}

export type ComposerEngine = ReturnType<typeof createComposerEngine>;

const engines = new Map<string, ComposerEngine>();

/** One per person and project for as long as the tab lives: a walk through other pages stops no upload and loses no word. */
export function composerEngineFor(options: EngineOptions): ComposerEngine {
  // On the server every request makes its own: nothing of one person may reach another.
  if (typeof window === "undefined") return createComposerEngine(options);
  const key = `${options.user.id}:${options.project.id}:${options.surface}`;
  let engine = engines.get(key);
  if (!engine) engines.set(key, (engine = createComposerEngine(options)));
  return engine;
}
