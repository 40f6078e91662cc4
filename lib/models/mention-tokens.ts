import { type AssetKind, PROMPT_LIMITS } from "./catalog";
import type { Mention } from "./mentions";

/**
 * A mention in a draft's prompt: `@{<id of the asset>}`. It says which file is meant, and no number. One whose file was
 * taken out keeps what it was called: `@{<id>:image2}`.
 */
const TOKEN = /@\{([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|pending-\d+)(?::(image|video|audio)(\d{1,2}))?\}/gi;

/** How mentions are written: as the words around them are. */
export type MentionStyle = "en" | "zh";

const NAMES: Record<MentionStyle, Record<AssetKind, string>> = {
  en: { image: "Image ", video: "Video ", audio: "Audio " },
  zh: { image: "图片", video: "视频", audio: "音频" },
};

/** The name by which the provider knows a file. */
export const mentionName = ({ kind, number }: Mention, style: MentionStyle): string => `${NAMES[style][kind]}${number}`;

/** @param was what it was called, of a file that is not there any more */
export const mentionToken = (id: string, was: Mention | null = null): string => `@{${id}${was ? `:${was.kind}${was.number}` : ""}}`;

export interface TokenPiece {
  token: string;
  id: string;
  was: Mention | null;
}

/** A prompt in its parts: words as strings, mentions as what they name. */
export function piecesOf(prompt: string): (string | TokenPiece)[] {
  // Most prompts have none, and this runs with every key.
  if (!prompt.includes("@{")) return prompt === "" ? [] : [prompt];
  const pieces: (string | TokenPiece)[] = [];
  let at = 0;
  for (const match of prompt.matchAll(TOKEN)) {
    if (match.index > at) pieces.push(prompt.slice(at, match.index));
    const [token, id, kind, number] = match;
    pieces.push({ token, id: id!, was: kind ? { kind: kind.toLowerCase() as AssetKind, number: Number(number) } : null });
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

/** What a prompt may mention: the files that are sent, in order. */
export interface Mentionable {
  id: string;
  kind: AssetKind;
}

/** Numbers count per kind, in sending order, from 1; of a file that is there twice the first one counts. */
export function numbersOf(inputs: readonly Mentionable[]): Map<string, Mention> {
  const counts: Record<AssetKind, number> = { image: 0, video: 0, audio: 0 };
  const numbers = new Map<string, Mention>();
  for (const { id, kind } of inputs) {
    const mention = { kind, number: ++counts[kind] };
    if (!numbers.has(id)) numbers.set(id, mention);
  }
  return numbers;
}

/**
 * The prompt as it is stored, shown and sent: each mention has become the number that its file has among those that are
 * sent. A mention of any other file stays as it is, and nothing that has one is sent.
 */
export function compileMentions(prompt: string, inputs: readonly Mentionable[]): string {
  const numbers = numbersOf(inputs);
  const style = mentionStyleOf(prompt);
  return piecesOf(prompt).reduce<string>((text, piece) => {
    // "Image 2" before "3 gulls" would be another picture.
    if (typeof piece === "string") return text + (/\d$/.test(text) && /^\d/.test(piece) && text !== "" ? ` ${piece}` : piece);
    const mention = numbers.get(piece.id);
    return text + (mention ? mentionName(mention, style) : piece.token);
  }, "");
}

const CANONICAL: Record<MentionStyle, RegExp> = {
  en: /(?<![\p{L}\d@[])(Image|Video|Audio) ([1-9]\d?)(?!\d)/gu,
  zh: /(?<![A-Za-z\d@[])(图片|视频|音频)([1-9]\d?)(?!\d)/gu,
};

/**
 * The way back: numbers that are written as we write them become mentions of the files they meant. Compiled again with the
 * same files, it is the same prompt.
 */
export function mentionFiles(prompt: string, inputs: readonly Mentionable[]): string {
  const style = mentionStyleOf(prompt);
  const numbers = [...numbersOf(inputs)];
  const text = prompt.replace(CANONICAL[style], (name) => {
    const found = numbers.find(([, mention]) => mentionName(mention, style) === name);
    return found ? mentionToken(found[0]) : name;
  });
  return compileMentions(text, inputs) === prompt ? text : prompt;
}

/** Mentions count as little as they can come to; how long the text is that is sent is known with its files. */
export const isPromptTooLong = (prompt: string): boolean =>
  [...piecesOf(prompt)].reduce((sum, piece) => sum + (typeof piece === "string" ? [...piece].length : 1), 0) > PROMPT_LIMITS.maxCodePoints;
