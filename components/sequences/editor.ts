import type { SavedSequence } from "@/lib/sequences/save-sequence";
import type { SequenceContent } from "@/lib/sequences/schema";
import type { SequenceView } from "@/lib/sequences/view";
import type { AppErrorCode } from "@/lib/shared/errors";
import type { ActionError, ActionResult } from "@/lib/shared/result";
import { clearLocal, keepLocal, readLocal } from "./local-sequence";

export type SaveState = "saved" | "saving" | "unsaved" | "conflict";

export interface EditorState {
  content: SequenceContent;
  cards: SequenceView["cards"];
  missing: SequenceView["missing"];
  save: SaveState;
  /** Why the last save was refused; null: it was not, or no answer came. */
  refusal: ActionError | null;
  /** What somebody else made of it meanwhile, while it has to be chosen. */
  theirs: SequenceView | null;
  canUndo: boolean;
  canRedo: boolean;
}

const PAUSE_MS = 400;
const AGAIN_MS = 5_000;
/** Changes of one kind within so long are one step back: a drag, a word, a held key. */
const SAME_STEP_MS = 1_200;
const MOST_STEPS = 100;

/** null: no answer came. */
type Save = (content: SequenceContent, version: number) => Promise<ActionResult<SavedSequence> | null>;

/** The same again would be refused again. */
const FINAL: readonly AppErrorCode[] = ["bad-input", "not-found", "not-allowed", "project-archived"];

/** What is made of a sequence has to be made of all that is seen, and not of an older version. */
export const NOT_SAVED = { ok: false, error: { code: "not-saved" } } as const satisfies ActionResult<never>;

/** One sequence under somebody's hands: changes with a way back, saved by themselves. Knows no React. */
export class SequenceEditor {
  readonly id: string;
  private readonly listeners = new Set<() => void>();
  private state: EditorState;
  private version: number;
  private savedText: string;
  private past: SequenceContent[] = [];
  private future: SequenceContent[] = [];
  private step = { kind: "", at: 0 };
  private timer: ReturnType<typeof setTimeout> | undefined;
  private underWay: Promise<boolean> | null = null;

  private readonly call: Save;

  constructor(view: SequenceView, call: Save) {
    this.call = call;
    this.id = view.id;
    this.version = view.version;
    this.savedText = JSON.stringify(view.content);
    this.state = { ...pick(view), save: "saved", refusal: null, theirs: null, canUndo: false, canRedo: false };
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  read = (): EditorState => this.state;

  /**
   * What a reload, or a line that is down, kept from the server. The page may be older than that, as the browser's Back shows it; where it
   * is newer, the other version is somebody else's.
   */
  resume = (): void => {
    const kept = readLocal(this.id);
    if (!kept || (JSON.stringify(kept.content) === this.savedText && kept.version <= this.version)) return;
    this.past.push(this.state.content);
    const theirs = kept.version < this.version ? this.stored() : null;
    // What is shown here is not what is stored under that version.
    if (kept.version > this.version) this.savedText = "";
    this.version = kept.version;
    if (theirs) this.set({ content: kept.content, theirs, save: "conflict" });
    else this.show(kept.content);
  };

  /** @param kind several changes of one kind in a row are one step back; left out, each is a step of its own */
  change = (content: SequenceContent, kind = ""): void => {
    if (JSON.stringify(content) === JSON.stringify(this.state.content)) return;
    const now = performance.now();
    if (kind === "" || kind !== this.step.kind || now - this.step.at > SAME_STEP_MS)
      this.past = [...this.past, this.state.content].slice(-MOST_STEPS);
    this.step = { kind, at: now };
    this.future = [];
    this.show(content);
  };

  undo = (): void => this.travel(this.past, this.future);
  redo = (): void => this.travel(this.future, this.past);

  /** What the server has now: taken where nothing of ours waits, and asked about where it does. */
  receive = (view: SequenceView): void => {
    if (view.version === this.version) return this.set({ cards: view.cards, missing: view.missing });
    if (view.version < this.version || this.underWay) return;
    // Our own, whose answer was lost or went to a page that was left, is no conflict.
    if (this.isSafe() || JSON.stringify(view.content) === JSON.stringify(this.state.content)) this.take(view);
    else this.set({ theirs: view, save: "conflict" });
  };

  /** What an operation made of it here: a step that can be taken back. What was changed meanwhile is asked about. */
  replace = (view: SequenceView): void => {
    if (view.version <= this.version || !this.isSafe()) this.receive(view);
    else this.stepTo(view);
  };

  takeTheirs = (): void => {
    const { theirs } = this.state;
    if (theirs) this.stepTo(theirs);
  };

  keepMine = (): void => {
    const { theirs } = this.state;
    if (!theirs) return;
    this.version = theirs.version;
    this.savedText = JSON.stringify(theirs.content);
    this.set({ theirs: null });
    this.show(this.state.content, 0);
  };

  isSafe = (): boolean => !this.underWay && JSON.stringify(this.state.content) === this.savedText;

  /** Saves what waits, after the save that is under way. @returns the version that holds all that is seen here; null: none does */
  flush = async (): Promise<number | null> => {
    clearTimeout(this.timer);
    let isStored: boolean;
    do isStored = await this.save();
    while (isStored && !this.isSafe());
    return isStored ? this.version : null;
  };

  /** The page goes: what waits stays in this browser, and gets one more chance. */
  leave = (): void => {
    if (!this.isSafe()) void this.flush();
  };

  private travel(from: SequenceContent[], to: SequenceContent[]): void {
    const content = from.pop();
    if (!content) return;
    to.push(this.state.content);
    this.step = { kind: "", at: 0 };
    this.show(content);
  }

  private stepTo(view: SequenceView): void {
    this.past = [...this.past, this.state.content];
    this.future = [];
    this.take(view);
  }

  private take(view: SequenceView): void {
    clearTimeout(this.timer);
    this.version = view.version;
    this.savedText = JSON.stringify(view.content);
    clearLocal(this.id);
    this.set({ ...pick(view), theirs: null, save: "saved", refusal: null });
  }

  private stored(): SequenceView {
    const content = JSON.parse(this.savedText) as SequenceContent;
    return { ...this.state, id: this.id, projectId: "", version: this.version, content };
  }

  private show(content: SequenceContent, pauseMs = PAUSE_MS): void {
    keepLocal(this.id, { content, version: this.version });
    if (this.state.theirs) return this.set({ content });
    this.set({ content, save: JSON.stringify(content) === this.savedText && !this.underWay ? "saved" : "saving" });
    this.later(pauseMs);
  }

  private later(ms: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.save(), ms);
  }

  /** @returns whether what was seen when the save began is stored; of the save that is under way, if there is one */
  private async save(): Promise<boolean> {
    if (this.state.theirs) return false;
    if (!this.isSafe()) return (this.underWay ??= this.send());
    clearLocal(this.id);
    this.set({ save: "saved", refusal: null });
    return true;
  }

  private async send(): Promise<boolean> {
    const { content } = this.state;
    const answer = await this.call(content, this.version);
    this.underWay = null;
    if (!answer?.ok) {
      const refusal = answer?.error ?? null;
      this.set({ save: "unsaved", refusal });
      if (!refusal || !FINAL.includes(refusal.code)) this.later(AGAIN_MS);
      return false;
    }
    const { data } = answer;
    if (!data.saved) {
      this.set({ theirs: data.theirs, save: "conflict", refusal: null });
      return false;
    }
    this.version = data.version;
    this.savedText = JSON.stringify(content);
    if (this.isSafe()) clearLocal(this.id);
    else {
      // The copy in this browser builds on what was just stored.
      keepLocal(this.id, { content: this.state.content, version: this.version });
      this.later(PAUSE_MS);
    }
    this.set({ save: this.isSafe() ? "saved" : "saving", refusal: null });
    return true;
  }

  private set(part: Partial<EditorState>): void {
    this.state = { ...this.state, ...part, canUndo: this.past.length > 0, canRedo: this.future.length > 0 };
    this.listeners.forEach((listener) => listener());
  }
}

const pick = ({ content, cards, missing }: SequenceView) => ({ content, cards, missing });
