import type { FailureKind } from "@/lib/providers/types";

/** What moderation refuses for, in the order in which it looks: what goes in, then what came out. */
export const REFUSALS = [
  "inputText",
  "inputImage",
  "inputVideo",
  "inputAudio",
  "realPerson",
  "inputCopyright",
  "inputRefused",
  "outputVideo",
  "outputAudio",
  "outputCopyright",
] as const satisfies readonly FailureKind[];
export type Refusal = (typeof REFUSALS)[number];

/** What the model made is different each time, and so is what is said of it. */
const BY_CHANCE: readonly string[] = ["outputVideo", "outputAudio", "outputCopyright"] satisfies Refusal[];

export const isRefusalKind = (code: string): code is Refusal => REFUSALS.some((known) => known === code);
export const isPartlyChance = (code: string): boolean => BY_CHANCE.includes(code);
