import type { SavedSequence } from "@/lib/sequences/save-sequence";
import type { SequenceContent } from "@/lib/sequences/schema";
import type { SequenceView } from "@/lib/sequences/view";
import { clearLocal, keepLocal, readLocal } from "./local-sequence";

export type SaveState = "saved" | "saving" | "unsaved" | "conflict";

export interface EditorState {
  content: SequenceContent;
  cards: SequenceView["cards"];
  missing: SequenceView["missing"];
  save: SaveState;
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

/** null: no answer came; "refused": there is one, and the same again would be refused again. */
type Save = (content: SequenceContent, version: number) => Promise<SavedSequence | "refused" | null>;

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
  private isSaving = false;

  private readonly call: Save;

  constructor(view: SequenceView, call: Save) {
    this.call = call;
    this.id = view.id;
    this.version = view.version;
    this.savedText = JSON.stringify(view.content);
    this.state = { ...pick(view), save: "saved", theirs: null, canUndo: false, canRedo: false };
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  read = (): EditorState => this.state;

  /** What a reload, or a line that is down, kept from the server; another version there is somebody else's. */
  resume = (): void => {
    const kept = readLocal(this.id);
    if (!kept || JSON.stringify(kept.content) === this.savedText) return;
    this.past.push(this.state.content);
    if (kept.version === this.version) this.show(kept.content);
    else this.set({ content: kept.content, theirs: this.stored(), save: "conflict" });
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
    if (view.version < this.version || this.isSaving) return;
    if (this.isSafe()) this.take(view);
    else this.set({ theirs: view, save: "conflict" });
  };

  /** What an operation made of it here: a step that can be taken back. */
  replace = (view: SequenceView): void => {
    this.past = [...this.past, this.state.content];
    this.future = [];
    this.take(view);
  };

  takeTheirs = (): void => {
    const { theirs } = this.state;
    if (theirs) this.replace(theirs);
  };

  keepMine = (): void => {
    const { theirs } = this.state;
    if (!theirs) return;
    this.version = theirs.version;
    this.savedText = JSON.stringify(theirs.content);
    this.set({ theirs: null });
    this.show(this.state.content, 0);
  };

  isSafe = (): boolean => !this.isSaving && JSON.stringify(this.state.content) === this.savedText;

  /** Saves what waits. @returns whether the server has everything */
  flush = async (): Promise<boolean> => {
    clearTimeout(this.timer);
    await this.save();
    return this.isSafe();
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

  private take(view: SequenceView): void {
    clearTimeout(this.timer);
    this.version = view.version;
    this.savedText = JSON.stringify(view.content);
    clearLocal(this.id);
    this.set({ ...pick(view), theirs: null, save: "saved" });
  }

  private stored(): SequenceView {
    const content = JSON.parse(this.savedText) as SequenceContent;
    return { ...this.state, id: this.id, projectId: "", version: this.version, content };
  }

  private show(content: SequenceContent, pauseMs = PAUSE_MS): void {
    if (this.state.theirs) return this.set({ content });
    this.set({ content, save: JSON.stringify(content) === this.savedText && !this.isSaving ? "saved" : "saving" });
    keepLocal(this.id, { content, version: this.version });
    this.later(pauseMs);
  }

  private later(ms: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.save(), ms);
  }

  private async save(): Promise<void> {
    if (this.isSaving || this.state.theirs) return;
    const { content } = this.state;
    const text = JSON.stringify(content);
    if (text === this.savedText) {
      clearLocal(this.id);
      return this.set({ save: "saved" });
    }
    this.isSaving = true;
    const answer = await this.call(content, this.version);
    this.isSaving = false;
    if (answer === null || answer === "refused") {
      this.set({ save: "unsaved" });
      if (answer === null) this.later(AGAIN_MS);
      return;
    }
    if (!answer.saved) return this.set({ theirs: answer.theirs, save: "conflict" });
    this.version = answer.version;
    this.savedText = text;
    if (this.isSafe()) clearLocal(this.id);
    else this.later(PAUSE_MS);
    this.set({ save: this.isSafe() ? "saved" : "saving" });
  }

  private set(part: Partial<EditorState>): void {
    this.state = { ...this.state, ...part, canUndo: this.past.length > 0, canRedo: this.future.length > 0 };
    this.listeners.forEach((listener) => listener());
  }
}

const pick = ({ content, cards, missing }: SequenceView) => ({ content, cards, missing });
