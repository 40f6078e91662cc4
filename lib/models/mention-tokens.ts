import { type AssetKind, PROMPT_LIMITS } from "./catalog";
import type { Mention } from "./mentions";

/**
 * A mention in a draft's prompt: `@{<id of the asset>}`, or of the element that several files came with. It says which one is
 * meant, and no number. One that was taken out keeps what it was called: `@{<id>:image2}`, `@{<id>:@anna}`.
 */
const TOKEN = /@\{([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|pending-\d+)(?::(?:(image|video|audio)(\d{1,2})|@([^{}]{1,60})))?\}/gi;

/** How mentions are written: as the words around them are. */
export type MentionStyle = "en" | "zh";

const NAMES: Record<MentionStyle, Record<AssetKind, string>> = {
  en: { image: "Image ", video: "Video ", audio: "Audio " },
  zh: { image: "图片", video: "视频", audio: "音频" },
};

/** What a mention is called: a file by its number, an element by its own name. */
export type Named = Mention | string;

/** The name by which the provider knows a file, and people an element. */
export const mentionName = (named: Named, style: MentionStyle): string =>
  typeof named === "string" ? `@${named}` : `${NAMES[style][named.kind]}${named.number}`;

/** @param was what it was called, of one that is not there any more */
export const mentionToken = (id: string, was: Named | null = null): string =>
  `@{${id}${was === null ? "" : typeof was === "string" ? `:@${was}` : `:${was.kind}${was.number}`}}`;

export interface TokenPiece {
  token: string;
  id: string;
  was: Named | null;
}

/** A prompt in its parts: words as strings, mentions as what they name. */
export function piecesOf(prompt: string): (string | TokenPiece)[] {
  // Most prompts have none, and this runs with every key.
  if (!prompt.includes("@{")) return prompt === "" ? [] : [prompt];
  const pieces: (string | TokenPiece)[] = [];
  let at = 0;
  for (const match of prompt.matchAll(TOKEN)) {
    if (match.index > at) pieces.push(prompt.slice(at, match.index));
    const [token, id, kind, number, name] = match;
    pieces.push({ token, id: id!, was: kind ? { kind: kind.toLowerCase() as AssetKind, number: Number(number) } : (name ?? null) });
    at = match.index + token.length;
  }
  if (at < prompt.length) pieces.push(prompt.slice(at));
  return pieces;
}

export const tokensIn = (prompt: string): TokenPiece[] => piecesOf(prompt).filter((piece) => typeof piece !== "string");

const wordsOf = (prompt: string): string =>
  piecesOf(prompt)
    .filter((piece) => typeof piece === "string")
    .join(" ");

let latest: { prompt: string; style: MentionStyle } = { prompt: "", style: "en" };

/** A prompt is Chinese when it has more Chinese characters than words in Latin letters; Japanese has its own script beside them. */
export function mentionStyleOf(prompt: string): MentionStyle {
  // With every key several places ask this of the same long text.
  if (prompt !== latest.prompt) latest = { prompt, style: readStyle(prompt) };
  return latest.style;
}

function readStyle(prompt: string): MentionStyle {
  const words = wordsOf(prompt);
  const han = words.match(/\p{Script=Han}/gu)?.length ?? 0;
  if (han === 0 || /[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(words)) return "en";
  return han > (words.match(/\p{Script=Latin}+/gu)?.length ?? 0) ? "zh" : "en";
}

/** The words of an element, as one of its versions has them. */
export interface ElementWords {
  id: string;
  name: string;
  text: string;
}

/** What a prompt may mention: the files that are sent, in order, and what they came with. */
export interface Mentionable {
  id: string;
  kind: AssetKind;
  element?: ElementWords | undefined;
}

/** Numbers count per kind, in sending order, from 1; of a file that is there twice the first one counts. */
export function numbersOf(inputs: readonly Mentionable[]): Map<string, Named> {
  const counts: Record<AssetKind, number> = { image: 0, video: 0, audio: 0 };
  const numbers = new Map<string, Named>();
  for (const { id, kind, element } of inputs) {
    const mention = { kind, number: ++counts[kind] };
    if (!numbers.has(id)) numbers.set(id, mention);
    if (element) numbers.set(element.id, element.name);
  }
  return numbers;
}

const SIGNS = {
  en: { open: " (", and: ", ", then: "; ", voice: "voice: ", close: ")" },
  zh: { open: "（", and: "、", then: "；", voice: "声音：", close: "）" },
} as const satisfies Record<MentionStyle, object>;

/** An element where a prompt first names it: which files show it, which one is its voice, and what is said of it. */
function introduce({ id, name, text }: ElementWords, inputs: readonly Mentionable[], style: MentionStyle): string {
  const { open, and, then, voice, close } = SIGNS[style];
  const counts: Record<AssetKind, number> = { image: 0, video: 0, audio: 0 };
  const called: Record<AssetKind, string[]> = { image: [], video: [], audio: [] };
  for (const { kind, element } of inputs) {
    const number = ++counts[kind];
    if (element?.id === id) called[kind].push(mentionName({ kind, number }, style));
  }
  const parts = [[...called.image, ...called.video].join(and), called.audio.length > 0 && voice + called.audio.join(and), text];
  return `${name}${open}${parts.filter(Boolean).join(then)}${close}`;
}

const elementIn = (inputs: readonly Mentionable[], id: string): ElementWords | undefined =>
  inputs.find(({ element }) => element?.id === id)?.element;

/**
 * The prompt as it is stored, shown and sent: each mention has become the number that its file has among those that are
 * sent, an element its name, with its files where it is named first. A mention of anything else stays as it is, and nothing that
 * has one is sent.
 */
export function compileMentions(prompt: string, inputs: readonly Mentionable[]): string {
  const numbers = numbersOf(inputs);
  const style = mentionStyleOf(prompt);
  const introduced = new Set<string>();
  return piecesOf(prompt).reduce<string>((text, piece) => {
    // "Image 2" before "3 gulls" would be another picture.
    if (typeof piece === "string") return text + (/\d$/.test(text) && /^\d/.test(piece) && text !== "" ? ` ${piece}` : piece);
    const named = numbers.get(piece.id);
    if (named === undefined) return text + piece.token;
    if (typeof named !== "string") return text + mentionName(named, style);
    const isFirst = introduced.size < introduced.add(piece.id).size;
    return text + (isFirst ? introduce(elementIn(inputs, piece.id)!, inputs, style) : named);
  }, "");
}

const CANONICAL: Record<MentionStyle, RegExp> = {
  en: /(?<![\p{L}\d@[])(Image|Video|Audio) ([1-9]\d?)(?!\d)/gu,
  zh: /(?<![A-Za-z\d@[])(图片|视频|音频)([1-9]\d?)(?!\d)/gu,
};

/**
 * The way back: numbers that are written as we write them become mentions of the files they meant, and an element that is named with
 * its files one of the element. Compiled again with the same files, it is the same prompt.
 */
export function mentionFiles(prompt: string, inputs: readonly Mentionable[]): string {
  const style = mentionStyleOf(prompt);
  // What is said of elements may be in another script than the prompt.
  const found = [style, style === "en" ? ("zh" as const) : ("en" as const)].map((tried) => withTokens(prompt, inputs, tried));
  return found.find((text) => text !== prompt && compileMentions(text, inputs) === prompt) ?? prompt;
}

function withTokens(prompt: string, inputs: readonly Mentionable[], style: MentionStyle): string {
  const numbers = [...numbersOf(inputs)];
  let text = prompt;
  for (const id of new Set(inputs.flatMap(({ element }) => element?.id ?? []))) {
    const element = elementIn(inputs, id)!;
    const introduced = introduce(element, inputs, style);
    const at = text.indexOf(introduced);
    if (at < 0) continue;
    // No name has a letter that means anything else here.
    const again = new RegExp(`(?<![\\p{L}\\p{N}@])${element.name}(?![\\p{L}\\p{N}])`, "gu");
    text = text.slice(0, at) + mentionToken(id) + text.slice(at + introduced.length).replace(again, mentionToken(id));
  }
  return text.replace(CANONICAL[style], (name) => {
    const found = numbers.find(([, named]) => typeof named !== "string" && mentionName(named, style) === name);
    return found ? mentionToken(found[0]) : name;
  });
}

/** Mentions count as little as they can come to; how long the text is that is sent is known with its files. */
export const isPromptTooLong = (prompt: string): boolean =>
  [...piecesOf(prompt)].reduce((sum, piece) => sum + (typeof piece === "string" ? [...piece].length : 1), 0) > PROMPT_LIMITS.maxCodePoints;
