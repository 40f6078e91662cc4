/** A prompt with its caret, as it can be gone back to. */
export interface PromptMoment {
  prompt: string;
  caret: number;
}

const MOST = 200;
/** Typing without such a pause is taken back in one. */
const PAUSE_MS = 1000;

/**
 * What Ctrl+Z goes back to. The browser's own memory is of the shown text: it would bring back "Image 2" as two words where a
 * mention was, and forgets everything when a number changes.
 */
export function createPromptHistory(now: () => number = Date.now) {
  let past: PromptMoment[] = [];
  let future: PromptMoment[] = [];
  let typedAt = -Infinity;

  const step = (from: PromptMoment[], to: PromptMoment[], current: PromptMoment): PromptMoment | null => {
    typedAt = -Infinity;
    const moment = from.pop() ?? null;
    if (moment) to.push(current);
    return moment;
  };

  return {
    /** @param isTyping one letter after another: those belong together */
    keep(moment: PromptMoment, isTyping: boolean): void {
      const continues = isTyping && now() - typedAt < PAUSE_MS;
      if (!continues) past = [...past.slice(1 - MOST), moment];
      future = [];
      typedAt = isTyping ? now() : -Infinity;
    },
    undo: (current: PromptMoment): PromptMoment | null => step(past, future, current),
    redo: (current: PromptMoment): PromptMoment | null => step(future, past, current),
    /** Somebody else changed the prompt, or what its numbers mean: what was before is no way back. */
    forget(): void {
      past = [];
      future = [];
      typedAt = -Infinity;
    },
  };
}
