import { PROMPT_LIMITS } from "@/lib/models/catalog";

export interface PromptSize {
  /** What a person counts as characters. */
  characters: number;
  /** Past what the provider recommends, where details begin to get lost; it is sent all the same. */
  long: boolean;
  /** Past what is accepted at all. */
  tooLong: boolean;
}

/** How long a prompt is, Chinese by its characters and everything else by its words. */
export function promptSize(prompt: string): PromptSize {
  const characters = [...prompt].length;
  const han = prompt.match(/\p{Script=Han}/gu)?.length ?? 0;
  const words = prompt.replace(/\p{Script=Han}/gu, " ").match(/\S+/gu)?.length ?? 0;
  return {
    characters,
    long: han / PROMPT_LIMITS.recommendedHanCharacters + words / PROMPT_LIMITS.recommendedWords > 1,
    tooLong: characters > PROMPT_LIMITS.maxCodePoints,
  };
}
