import type { FIXED_RATIOS } from "@/lib/models/catalog";

const WORDS: readonly [RegExp, (typeof FIXED_RATIOS)[number]][] = [
  [/\b(?:vertical|portrait|phone)\b|竖屏|竖版|手机/iu, "9:16"],
  [/\bsquare\b|方形|正方/iu, "1:1"],
  [/\b(?:ultra-?wide|cinemascope|anamorphic)\b|宽银幕|超宽/iu, "21:9"],
];

/** The shape that a model would choose for these words. */
export const ratioForPrompt = (prompt: string): (typeof FIXED_RATIOS)[number] => WORDS.find(([words]) => words.test(prompt))?.[1] ?? "16:9";
