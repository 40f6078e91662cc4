"use client";

import { useEffect, useEffectEvent, useLayoutEffect, useMemo, useRef, useState, type ChangeEvent, type SyntheticEvent } from "react";
import { mentionStyleOf, mentionToken, type MentionStyle } from "@/lib/models/mention-tokens";
import { createPromptHistory, type PromptMoment } from "./prompt-history";
import { besideMentions, editPrompt, findEdit, type Halves, type Range, showPrompt, spaceAround } from "./prompt-text";
import { useMentionNames } from "./use-mention-names";

/** An `@` and what was typed behind it, while it asks for something to mention. */
export interface Asking {
  at: number;
  query: string;
}

/** Not inside an address or a word; Chinese keyboards have an `@` of their own. */
const ASKING = /(?<![A-Za-z0-9_.@＠])[@＠]([^\s@＠]{0,40})$/u;

export interface PromptEditorOptions {
  /** The text with its mentions. */
  prompt: string;
  onPrompt: (prompt: string) => void;
  /** Another text was put in the place of this one. */
  onReplaced?: (before: string) => void;
  /** Whether `@` asks for something. */
  asks: boolean;
}

/**
 * The text box over a prompt with mentions. The box holds the text that a person reads; every change of it is done again in
 * the prompt, where a mention is one thing.
 */
export function usePromptEditor({ prompt, onPrompt, onReplaced, asks }: PromptEditorOptions) {
  const area = useRef<HTMLTextAreaElement>(null);
  const [history] = useState(() => createPromptHistory());
  const [asking, setAsking] = useState<Asking | null>(null);
  // While an input method composes, nothing else may change the text under it.
  const [heldStyle, setHeldStyle] = useState<MentionStyle | null>(null);
  const style = heldStyle ?? mentionStyleOf(prompt);
  const { nameOf, isSent } = useMentionNames(style);
  const shown = useMemo(() => showPrompt(prompt, nameOf), [prompt, nameOf]);

  const selected = useRef<Range>({ start: 0, end: 0 });
  /** Where the caret was last, so that its way through a mention is known. */
  const caretWas = useRef<number | null>(null);
  const wanted = useRef<string | null>(null);
  const ours = useRef(prompt);
  /** The place behind a space that came with a mention: Backspace takes both. */
  const soft = useRef<number | null>(null);
  const dismissed = useRef<number | null>(null);

  useEffect(() => {
    if (ours.current === prompt) return;
    ours.current = prompt;
    history.forget();
  }, [history, prompt]);

  useLayoutEffect(() => {
    const left = wanted.current;
    if (left === null || !area.current) return;
    wanted.current = null;
    const place = showPrompt(left, nameOf).text.length;
    caretWas.current = place;
    if (soft.current === -1) soft.current = place;
    const { selectionStart, selectionEnd } = area.current;
    if (selectionStart !== place || selectionEnd !== place) area.current.setSelectionRange(place, place);
  });

  const momentNow = (): PromptMoment => ({ prompt, caret: selected.current.end });

  function put({ left, right }: Halves): void {
    ours.current = left + right;
    wanted.current = left;
    soft.current = null;
    onPrompt(left + right);
  }

  function write(halves: Halves, isTyping = false): void {
    history.keep(momentNow(), isTyping);
    put(halves);
  }

  function travel(to: "undo" | "redo"): void {
    const moment = history[to](momentNow());
    if (!moment) return;
    const there = showPrompt(moment.prompt, nameOf);
    const place = besideMentions(there, moment.caret, null);
    put(editPrompt(moment.prompt, there, { start: place, end: place, inserted: "" }));
    setAsking(null);
  }

  const selection = (): Range => {
    const { selectionStart = 0, selectionEnd = 0 } = area.current ?? {};
    return { start: selectionStart, end: selectionEnd };
  };

  function look(text: string, caret: number): void {
    const found = asks ? ASKING.exec(text.slice(Math.max(0, caret - 42), caret)) : null;
    const at = found ? caret - found[0].length : null;
    if (at !== dismissed.current) dismissed.current = null;
    // An element's own `@` asks for nothing: what is written behind it is words.
    const isFree = at !== null && at !== dismissed.current && !shown.mentions.some(({ start }) => start === at);
    setAsking(found && isFree ? { at, query: found[1]! } : null);
  }

  function onChange({ currentTarget: { value, selectionStart } }: ChangeEvent<HTMLTextAreaElement>): void {
    const edit = findEdit(shown.text, value, selectionStart, selected.current);
    write(editPrompt(prompt, shown, edit), edit.start === edit.end && [...edit.inserted].length === 1 && !/\s/.test(edit.inserted));
    look(value, selectionStart);
  }

  /** What is deleted from the edge of a mention is all of it. */
  function takeWhole(direction: "backward" | "forward"): boolean {
    const { start, end } = selection();
    if (start !== end) return false;
    const isSoft = direction === "backward" && soft.current === start;
    const mention = shown.mentions.find((other) =>
      direction === "forward" ? other.start === start : other.end === start - (isSoft ? 1 : 0),
    );
    if (!mention) return false;
    write(editPrompt(prompt, shown, { start: mention.start, end: Math.max(mention.end, start), inserted: "" }));
    return true;
  }

  const onBeforeInput = useEffectEvent((event: InputEvent) => {
    selected.current = selection();
    if (event.isComposing) return;
    if (event.inputType === "historyUndo" || event.inputType === "historyRedo") {
      event.preventDefault();
      travel(event.inputType === "historyUndo" ? "undo" : "redo");
    } else if (event.inputType === "deleteContentBackward" || event.inputType === "deleteContentForward") {
      if (takeWhole(event.inputType === "deleteContentBackward" ? "backward" : "forward")) event.preventDefault();
    }
  });
  useEffect(() => {
    const element = area.current;
    const listener = (event: InputEvent) => onBeforeInput(event);
    element?.addEventListener("beforeinput", listener);
    return () => element?.removeEventListener("beforeinput", listener);
  }, []);

  function onSelect({ currentTarget }: SyntheticEvent<HTMLTextAreaElement>): void {
    const { selectionStart: start, selectionEnd: end, selectionDirection } = currentTarget;
    const isBackward = selectionDirection === "backward";
    const moving = isBackward ? start : end;
    const place = besideMentions(shown, moving, caretWas.current);
    const other = start === end ? place : besideMentions(shown, isBackward ? end : start, null);
    caretWas.current = place;
    if (soft.current !== place) soft.current = null;
    if (place !== moving || other !== (isBackward ? end : start))
      currentTarget.setSelectionRange(Math.min(place, other), Math.max(place, other), selectionDirection);
    if (asking && (start !== end || place <= asking.at || /\s/.test(shown.text.slice(asking.at, place)))) setAsking(null);
  }

  /** Puts a mention in the place of the question, else of what is selected. */
  function mention(id: string): void {
    const range = asking ? { start: asking.at, end: selection().end } : selection();
    const { left, right } = editPrompt(prompt, shown, { ...range, inserted: "" });
    const space = spaceAround(showPrompt(left, nameOf).text, right, nameOf({ id, token: "", was: null }));
    selected.current = selection();
    write({ left: `${left}${space.before}${asks ? mentionToken(id) : nameOf({ id, token: "", was: null })}${space.after}`, right });
    if (space.after !== "" && asks) soft.current = -1;
    setAsking(null);
    area.current?.focus();
  }

  /** As if `@` had been typed. */
  function ask(): void {
    const { left, right } = editPrompt(prompt, shown, { ...selection(), inserted: "" });
    const before = showPrompt(left, nameOf).text;
    const space = /[A-Za-z0-9_.@＠]$/.test(before) ? " " : "";
    selected.current = selection();
    write({ left: `${left}${space}@`, right });
    setAsking({ at: before.length + space.length, query: "" });
    area.current?.focus();
  }

  function dismiss(): void {
    dismissed.current = asking?.at ?? null;
    setAsking(null);
  }

  /** Takes mentions out, wherever they stand. */
  function remove(ids: readonly string[]): void {
    selected.current = selection();
    write({ left: showPrompt(prompt, ({ id, token }) => (ids.includes(id) ? "" : token)).text, right: "" });
    area.current?.focus();
  }

  function rewrite(text: string): void {
    selected.current = selection();
    write({ left: text, right: "" });
  }

  /** Puts words in the place of what was selected. */
  function insert(text: string, range: Range): void {
    const { left, right } = editPrompt(prompt, shown, { ...range, inserted: "" });
    const space = spaceAround(showPrompt(left, nameOf).text, right, text);
    selected.current = selection();
    write({ left: `${left}${space.before}${text}${space.after}`, right });
    area.current?.focus();
  }

  /** Another prompt in the place of this one, which can be brought back by keys, and for a while by a press. */
  function replace(text: string): void {
    rewrite(text);
    area.current?.focus();
    if (prompt.trim() !== "" && prompt !== text) onReplaced?.(prompt);
  }

  /** The selected words as they are read; all of them where none are selected. */
  function selectedText(): { text: string; isPart: boolean; range: Range } {
    const range = selection();
    const [part, all] = [shown.text.slice(range.start, range.end).trim(), shown.text.trim()];
    const isPart = part !== "" && part !== all;
    return { text: isPart ? part : all, isPart, range };
  }

  const composition = { onCompositionStart: () => setHeldStyle(style), onCompositionEnd: () => setHeldStyle(null) };
  return {
    ...{ area, shown, isSent, asking, onChange, onSelect, composition, travel, mention, ask, dismiss, remove, rewrite },
    ...{ insert, replace, selectedText },
  };
}

export type PromptEditor = ReturnType<typeof usePromptEditor>;
