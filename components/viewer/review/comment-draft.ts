import { newKey } from "@/components/data/new-key";
import type { CommentView, PersonView } from "@/lib/generations/review/view";
import type { Drawing } from "@/lib/generations/review/schema";
import { forget, keep, readKept } from "../kept";

export type Frames = CommentView["frames"];

export interface Drafted {
  text: string;
  /** Who was picked from the list, so that `@Bo` is known to be somebody. */
  named: PersonView[];
  frames: Frames;
  drawing: Drawing;
}

const EMPTY: Drafted = { text: "", named: [], frames: null, drawing: [] };

/** A comment that is being written, kept in this browser until it is said: a reload or a refusal loses nothing of it. */
export class CommentDraft {
  readonly key: string;
  private readonly first: Drafted;
  private readonly listeners = new Set<() => void>();
  private value: Drafted;
  private sent = { what: "", key: "" };

  /** @param first what it begins with, such as the words that are there already */
  constructor(key: string, first: Partial<Drafted> = {}) {
    this.key = key;
    this.first = { ...EMPTY, ...first };
    this.value = { ...this.first, ...readDrafted(key) };
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  read = (): Drafted => this.value;

  /** Whether anything would be lost with it. */
  isBegun = (): boolean => this.value.text !== this.first.text || this.value.drawing.length > 0;

  set = (change: Partial<Drafted>): void => {
    this.show({ ...this.value, ...change });
    if (this.isBegun()) keep(this.key, JSON.stringify(this.value));
    else forget(this.key);
  };

  /** What is being said, and a key: the same while nothing of it changes, so that a press whose answer was lost is not said twice. */
  send = (): { drafted: Drafted; key: string } => {
    const what = JSON.stringify(this.value);
    if (this.sent.what !== what) this.sent = { what, key: newKey() };
    return { drafted: this.value, key: this.sent.key };
  };

  /** What was sent is said. What was written meanwhile stays. @returns whether nothing was */
  settle = (): boolean => {
    const isAll = JSON.stringify(this.value) === this.sent.what;
    this.sent = { what: "", key: "" };
    if (isAll) this.clear();
    return isAll;
  };

  private clear(): void {
    this.show(this.first);
    forget(this.key);
  }

  private show(value: Drafted): void {
    this.value = value;
    for (const listener of this.listeners) listener();
  }
}

function readDrafted(key: string): Partial<Drafted> {
  try {
    const kept = JSON.parse(readKept(key) ?? "{}") as Partial<Drafted>;
    const isReadable = typeof kept.text === "string" && Array.isArray(kept.named) && Array.isArray(kept.drawing);
    return isReadable ? kept : {};
  } catch {
    // Written by another version, or not by us.
    return {};
  }
}
