import type { UploadNews } from "@/components/assets/upload-queue";
import type { FileProblem } from "@/lib/assets/limits";
import type { ElementRef } from "@/lib/assets/elements/view";
import type { AssetView } from "@/lib/assets/view";
import { MAX_INPUTS, type Mode } from "@/lib/models/catalog";
import type { Callbacks } from "./callbacks";
import type { ComposerProps } from "./composer-props";
import {
  emptyState,
  firstFrameOf,
  inputFromAsset,
  isPristine,
  pendingOf,
  savedDraft,
  stateFromDraft,
  stateFromTheirs,
  withPending,
  withPreamble,
  type ComposerInput,
  type ComposerState,
} from "./composer-state";
import type { Announcement, ComposerSnapshot } from "./composer-snapshot";
import { mentionId } from "./follow-mentions";
import { createDraftSync } from "./draft-sync";
import { reduceComposer, type ComposerAction } from "./draft-reducer";
import { createLateIntake } from "./late-intake";
import { readLocalCopy } from "./local-copy";
import { holdReload } from "@/components/data/outdated";
import { newKey } from "@/components/data/new-key";
import { type DropTarget, placeFiles } from "./place-files";
import { stateFromRecipe } from "./recipe-state";
import { createSubmission, type PressOptions } from "./submission";
import type { FilePlace, ReadyRecipe, RecipeOptions } from "@/components/data/composer-store";
import { createWaysBack } from "./ways-back";
import type { ClipView } from "@/lib/generations/view";

export type EngineOptions = Pick<ComposerProps, "team" | "project" | "user" | "initialDraft" | "surface" | "preamble">;

/**
 * The composer without its looks: one snapshot that components read parts of, and everything that can be done to
 * it. It begins nothing before `start`, so that it can be made during a render.
 */
export function createComposerEngine({ team, project, user, initialDraft, surface, preamble = "" }: EngineOptions) {
  let snapshot: ComposerSnapshot = {
    state: withPreamble(initialDraft ? stateFromDraft(initialDraft) : emptyState(), preamble),
    preamble,
    attempted: false,
    asking: null,
    rejected: [],
    notice: null,
    submitError: null,
    mentions: null,
    confirming: null,
    sent: false,
    swallowed: false,
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
  let mentionListener: ((id: string) => void) | null = null;
  let started = false;

  const sync = createDraftSync({
    team,
    userId: user.id,
    projectId: project.id,
    initial: initialDraft,
    onState: (save) => set({ save }),
    onConflict: (theirs) => set({ theirs }),
    onFollow: (theirs) => set({ state: stateFromTheirs(theirs, snapshot.state), save: "saved" }),
  });

  const intake = createLateIntake({
    team,
    userId: user.id,
    snapshot: () => snapshot,
    set,
    dispatch,
    replace: replaceState,
    say: (code, values) => say(code, values),
    switchFor,
    onNews: receive,
    onUnread: (files) => {
      // They are named, and may be brought again.
      const problem: FileProblem = { code: "network", values: {} };
      set({ rejected: files.map((file) => ({ key: newKey(), name: file.name, problem })) });
    },
  });
  const { notify, bringBack, ...back } = createWaysBack({ snapshot: () => snapshot, set, dispatch, intake: intake.now });

  const submission = createSubmission({
    team,
    projectId: project.id,
    surface,
    snapshot: () => snapshot,
    set,
    say: (code, values) => say(code, values),
    callbacks: () => callbacks,
  });

  function set(patch: Partial<ComposerSnapshot>): void {
    const before = snapshot;
    snapshot = { ...before, ...patch };
    snapshot.state = withPreamble(snapshot.state, snapshot.preamble);
    if (snapshot.state !== before.state) {
      const { state } = snapshot;
      sync.change({
        draft: savedDraft(state),
        assets: state.inputs.flatMap((input) => input.asset ?? []),
        elements: state.inputs.flatMap((input) => input.element ?? []),
        pending: pendingOf(state),
      });
      // While there is a way back, what it would bring back keeps on uploading.
      if (!snapshot.notice) intake.now()?.keepOnly(new Set(snapshot.state.inputs.map((input) => input.key)));
    }
    for (const listener of listeners) listener();
  }

  const say = (code: Announcement["code"], values: Announcement["values"] = {}) =>
    set({ said: { code, values, count: (snapshot.said?.count ?? 0) + 1 } });

  function dispatch(action: ComposerAction): void {
    const before = snapshot.state;
    const state = reduceComposer(before, action);
    if (state === before) return;
    back.tellOfMentions(action, before, state);
    // A press that waits for files was for the draft as it was; whoever changes it presses again.
    set({ state, submitError: null, ...(action.type !== "update" && { waiting: false, mentions: null }) });
  }

  function receive(key: string, { reused, ...told }: UploadNews): void {
    // It is here and kept, and has to be mended.
    const problem = told.upload === null ? told.asset?.problem : null;
    const news: UploadNews = problem ? { ...told, upload: { step: "problem", problem, retryable: false } } : told;
    dispatch({ type: "update", key, patch: news });
    const input = snapshot.state.inputs.find((other) => other.key === key);
    if (!input) return;
    if (news.upload === null) say(reused ? "reused" : "ready", { name: input.name });
    if (news.upload?.step === "problem") say(problem ? "kept" : "problem", { name: input.name });
    submission.reconsider();
  }

  const addFiles = (files: readonly File[], target: DropTarget): void => intake.run(files, (loaded) => loaded.addFiles(files, target));

  function switchFor(mode: Mode, tell: boolean): void {
    const before = snapshot.state;
    dispatch({ type: "setMode", mode });
    const after = snapshot.state;
    if (!tell) return;
    const codes = { references: "switchedToReferences", firstFrame: "switchedToFirstFrame", firstLast: "switchedToFirstLast" } as const;
    if (mode !== "text") notify(codes[mode], () => bringBack(before, after));
  }

  function replaceState(state: ComposerState): void {
    const before = snapshot.state;
    // The notice comes first: it keeps what is replaced alive for as long as there is a way back.
    if (!isPristine(before)) {
      notify("recipeLoaded", () => back.bringAllBack(before));
    }
    // No clip and no recipe has a list of shots: the one that stands here is a person's own work and stays.
    set({ state: { ...state, shots: before.shots }, attempted: false, asking: null, rejected: [], submitError: null });
  }

  const load = (view: ClipView, options: RecipeOptions): void => replaceState(stateFromRecipe(snapshot.state, view, options, newKey));

  /** Whether one more file fits; where not, it is named among those that were not taken. */
  function hasRoomFor(name: string): boolean {
    if (snapshot.state.inputs.length < MAX_INPUTS) return true;
    set({ rejected: [{ key: newKey(), name, problem: { code: "tooManyFiles", values: { limit: MAX_INPUTS } } }] });
    return false;
  }

  /** What comes from here takes its place as if it had been brought. @returns its key, or null where nothing more fits */
  function put(file: Omit<ComposerInput, "key" | "role">, target: FilePlace): string | null {
    const { state } = snapshot;
    const { mode, roles } = placeFiles(target, [file.kind], { mode: state.mode, hasFirstFrame: firstFrameOf(state) !== null });
    if (!hasRoomFor(file.name)) return null;
    switchFor(mode, false);
    const key = newKey();
    dispatch({ type: "add", inputs: [{ ...file, key, role: roles[0]! }] });
    return key;
  }
  const place = (asset: AssetView, target: FilePlace, element?: ElementRef): boolean =>
    put(inputFromAsset(asset, "reference", "", element), target) !== null;

  function begin({ settings, files }: ReadyRecipe): void {
    replaceState({ ...emptyState(), ...settings, model: snapshot.state.model });
    for (const { role, file } of files) addFiles([file], role === "reference" ? "references" : role);
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
          state: withPending(local.saved ? snapshot.state : stateFromDraft({ ...local, assets: [...local.assets] }), local.pending),
        });
      // Whatever was on its way when the page was left goes on by itself, where this browser still has its bytes.
      if (snapshot.state.inputs.some(({ upload }) => upload?.step === "interrupted")) intake.run([], (loaded) => loaded.restore());
      const stopListening = sync.listen();
      const letGo = holdReload(() => !sync.isSafe() || snapshot.unsent);
      window.addEventListener("pagehide", sync.flush);
      return () => {
        stopListening();
        letGo();
        // A question that nobody sees any more is not answered by coming back.
        set({ confirming: null });
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
    /** Brings back how a clip was made, out of its file. */
    openRecipe: (file: File): void => intake.run([file], (loaded) => loaded.openRecipe(file)),
    answerAsking(role: "firstFrame" | "references" | null): void {
      const { asking } = snapshot;
      set({ asking: null });
      if (asking && role) addFiles(asking, role);
    },
    /** Fetches what reads and sends files, before there are any. @throws when it cannot be reached */
    prepareFiles: async (): Promise<void> => void (await intake.load()),
    pauseUpload: (key: string): void => intake.now()?.pause(key),
    /** Goes on, or tries again. False when this browser does not have the file any more. */
    retryUpload: (key: string): boolean => intake.now()?.retry(key) ?? false,
    /** Puts another file in the place of one that was lost or refused, keeping its role and its number. */
    replaceFile: (key: string, file: File): void => intake.run([file], (loaded) => loaded.replaceFile(key, file)),
    remove(input: ComposerInput): void {
      dispatch({ type: "remove", key: input.key });
      say("removed", { name: input.name });
    },
    move(input: ComposerInput, to: number): void {
      dispatch({ type: "move", key: input.key, to });
      say("moved", { name: input.name, position: to + 1 });
    },
    /** What was brought and cannot be taken is named with its reason. */
    refuse(name: string, problem: FileProblem): void {
      set({ rejected: [{ key: newKey(), name, problem }] });
      say("problem", { name });
    },
    removeReferences(): void {
      const before = snapshot.state;
      notify("referencesRemoved", () => bringBack(before, reduceComposer(before, { type: "removeReferences" })));
      dispatch({ type: "removeReferences" });
    },
    /** The project puts something else before every prompt now. */
    setPreamble(text: string): void {
      if (text !== snapshot.preamble) set({ preamble: text });
    },
    /** The project's words before this draft's prompt, or none. */
    switchPreamble: (on: boolean): void =>
      dispatch({
        type: "set",
        settings: on ? { preamble: snapshot.preamble, ownPreamble: undefined } : { preamble: "", ownPreamble: true },
      }),
    /** Another prompt was put in the place of this one: the way back, also where no key takes anything back. */
    tellOfReplaced: (prompt: string): void => notify("promptReplaced", () => dispatch({ type: "set", settings: { prompt } })),
    /** A mended file stands in the place of another: the way back. */
    tellOfMended: (undo: () => void): void => notify("mended", undo),
    /** Writes the list of shots into the prompt, or takes it out: what was there before is one press away. */
    putShots({ prompt, put, durationSeconds }: Pick<ComposerState, "prompt" | "durationSeconds"> & { put?: string }): void {
      const before = snapshot.state;
      notify(put === undefined ? "shotsTaken" : "shotsPut", () => {
        const { shots } = snapshot.state;
        const settings = { prompt: before.prompt, durationSeconds: before.durationSeconds };
        dispatch({ type: "set", settings: { ...settings, ...(shots && { shots: { ...shots, put: before.shots?.put } }) } });
      });
      dispatch({ type: "set", settings: { prompt, durationSeconds, shots: { rows: before.shots?.rows ?? [], ...(put && { put }) } } });
    },
    dismissRejected: (key?: string) => set({ rejected: snapshot.rejected.filter((entry) => key !== undefined && entry.key !== key) }),
    dismissNotice: back.dismiss,
    reconnected(): void {
      if (snapshot.submitError?.code === "offline") set({ submitError: { code: "reconnected" } });
    },
    dismissSubmitError: () => set({ submitError: null }),
    submit: (whenSent: () => void, how: PressOptions = {}): ReturnType<typeof submission.submit> =>
      intake.arriving()?.then(() => submission.submit(whenSent, how)) ?? submission.submit(whenSent, how),
    /** What was asked about is meant. */
    confirm: () => submission.confirm(),
    dismissConfirm: () => set({ confirming: null }),
    keepMine(): void {
      set({ theirs: null });
      sync.keepMine();
    },
    takeTheirs(): void {
      const before = snapshot.state;
      const view = sync.takeTheirs();
      if (!view) return;
      notify("theirsTaken", () => back.bringAllBack(before));
      set({ theirs: null, state: stateFromTheirs(view, snapshot.state), save: "saved" });
    },
    /** The press that waits for files is taken back. */
    stopWaiting: () => set({ waiting: false }),
    load,
    hasRoomFor,
    put,
    /** The same for a file that lies here already. */
    place,
    begin,
    /** The prompt box, while it is there, puts mentions where its caret is. @returns what ends that */
    onMention(listener: (id: string) => void): () => void {
      mentionListener = listener;
      return () => {
        if (mentionListener === listener) mentionListener = null;
      };
    },
    /** News of a file that is brought in some other way than from this computer. */
    receive,
    mention: (input: ComposerInput) => mentionListener?.(input.element?.id ?? mentionId(input)),
    /** To another mode because of what was chosen, with the way back. */
    switchTo: (mode: Mode) => {
      if (mode !== snapshot.state.mode) switchFor(mode, true);
    },
    team,
    project,
    user,
    surface,
  };
}

export type ComposerEngine = ReturnType<typeof createComposerEngine>;
