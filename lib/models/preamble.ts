import { PROMPT_LIMITS } from "./catalog";

/** The words that a project puts before every prompt leave most of the room to the prompt itself. */
export const MAX_PREAMBLE = PROMPT_LIMITS.maxCodePoints / 4;

/** A prompt as it is sent and judged: what its project puts before it, and its own words beneath. The only place that joins them. */
export function fullPrompt({ preamble = "", prompt }: { preamble?: string; prompt: string }): string {
  const before = preamble.trim();
  return before === "" ? prompt : `${before}\n${prompt}`;
}
