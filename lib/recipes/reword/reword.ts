import { NAMED_THINGS, type NamedThing } from "./names";
import { TURNS } from "./patterns";

/** A part of a prompt: as it was, or what stands in place of what. */
export type Piece = { kept: string } | { removed: string; added: string };

interface Change {
  from: number;
  to: number;
  added: string;
}

const HAN = /\p{Script=Han}/u;
const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`);

/** A name as a word of its own; Chinese has no spaces around words. */
const asPattern = (names: readonly string[]): string =>
  [...names]
    .sort((one, other) => other.length - one.length)
    .map((name) => (HAN.test(name) ? escaped(name) : String.raw`(?<![\p{L}\p{N}])${escaped(name)}(?![\p{L}\p{N}])`))
    .join("|");

interface Rule {
  find: RegExp;
  say: (isChinese: boolean, found: RegExpExecArray) => string;
}

const ofName = (thing: NamedThing): Rule[] => {
  const names = asPattern(thing.names);
  const flags = thing.isWord ? "gu" : "giu";
  const plain: Rule = {
    find: new RegExp(String.raw`(?:(?<article>\b[Aa]n?|\b[Tt]he)\s+)?(?:${names})(?<owner>['’]s)?`, flags),
    say: (isChinese, { groups }) => (isChinese ? thing.zh : withArticle(thing.en, groups?.article) + (groups?.owner ?? "")),
  };
  const { style } = thing;
  if (!style) return [plain];
  return [
    {
      find: new RegExp(String.raw`\b(?:in|with) (?:the |a )?(?:\p{Ll}+ )?(?:style|manner|look) of (?:the )?(?:${names})`, flags),
      say: () => `in the manner of ${style.en}`,
    },
    {
      find: new RegExp(String.raw`\b(?:in )?(?:the |a )?(?:${names})(?:['’]s)?[ -](?:style|styled|like|esque|look)\b`, flags),
      say: () => style.en,
    },
    {
      find: new RegExp(String.raw`(?:${names})(?:的)?(?:动画|电影|音乐|作品)?(?:画风|曲风|风格|式的?)`, flags),
      say: () => `${style.zh}风格`,
    },
    plain,
  ];
};

/** "a Ferrari" is "a sports car", "an iPhone" is "a smartphone", and "Batman" alone is "a caped hero in black". */
function withArticle(words: string, article: string | undefined): string {
  const hasOwn = /^an? /u.test(words);
  if (article === undefined || hasOwn) return /^[AT]/u.test(article ?? "") ? words.charAt(0).toUpperCase() + words.slice(1) : words;
  if (/^the$/iu.test(article)) return `${article} ${words}`;
  const fitting = /^[aeiou]/iu.test(words) ? "an" : "a";
  return `${/^A/u.test(article) ? fitting.charAt(0).toUpperCase() + fitting.slice(1) : fitting} ${words}`;
}

const OF_NAMES = NAMED_THINGS.map((thing) => ({ names: thing.names.map((name) => name.toLowerCase()), rules: ofName(thing) }));
const OF_TURNS = TURNS.map(({ find, say }): Rule => ({ find, say: () => say }));

/** Looking for a name costs a hundredth of trying its rules, and a page of refused cards asks for each of them. */
function rulesFor(prompt: string): Rule[] {
  const small = prompt.toLowerCase();
  return [...OF_NAMES.flatMap(({ names, rules }) => (names.some((name) => small.includes(name)) ? rules : [])), ...OF_TURNS];
}

function changesOf(prompt: string): Change[] {
  const isChinese = HAN.test(prompt);
  const found = rulesFor(prompt)
    .flatMap(({ find, say }) =>
      [...prompt.matchAll(find)].map((match): Change => ({
        from: match.index,
        to: match.index + match[0].length,
        added: say(isChinese, match),
      })),
    )
    .filter(({ from, to, added }) => prompt.slice(from, to) !== added);
  // Of those that meet, the first and then the longest.
  found.sort((one, other) => one.from - other.from || other.to - one.to);
  const taken: Change[] = [];
  for (const change of found) if (change.from >= (taken.at(-1)?.to ?? 0)) taken.push(change);
  return taken;
}

/**
 * A prompt with neutral words in place of names of people, films, music and brands: the usual cause of a refusal. A rule of
 * ours words each change, so that what differs is known and needs not be looked for.
 * @returns its pieces in order; null where no rule has anything to say
 */
export function reword(prompt: string): Piece[] | null {
  const changes = changesOf(prompt);
  if (changes.length === 0) return null;
  const pieces: Piece[] = [];
  let at = 0;
  for (const { from, to, added } of changes) {
    if (from > at) pieces.push({ kept: prompt.slice(at, from) });
    pieces.push({ removed: prompt.slice(from, to), added });
    at = to;
  }
  if (at < prompt.length) pieces.push({ kept: prompt.slice(at) });
  return pieces;
}

/** Whether a rule of ours can word it otherwise. */
export const canReword = (prompt: string): boolean => changesOf(prompt).length > 0;

/** The prompt that the pieces come to. */
export const textOf = (pieces: readonly Piece[]): string => pieces.map((piece) => ("kept" in piece ? piece.kept : piece.added)).join("");
