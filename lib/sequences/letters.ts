/** Scripts that the typefaces of films have: Geist and Noto Sans SC. A test asks the typefaces themselves. */
const UNKNOWN =
  /\p{Extended_Pictographic}|[^\p{Script=Latin}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Cyrillic}\p{Script=Common}\p{Script=Inherited}]/gu;
/** Signs that count as pictures and are letters all the same. */
const SIGNS = new Set("0123456789#*©®™");

/** What a film leaves out of these words, because no typeface of ours has it: emoji and most scripts. Each once. */
export const lettersLeftOut = (text: string): string[] => [
  ...new Set((text.normalize("NFC").match(UNKNOWN) ?? []).filter((letter) => !SIGNS.has(letter))),
];
