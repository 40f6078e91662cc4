import type { AssetKind } from "./catalog";

export interface Mention {
  kind: AssetKind;
  number: number;
}

export interface Mentions {
  /** How the prompt names each reference: per kind, in sending order, from 1. */
  references: (Mention & { isMentioned: boolean })[];
  /** Numbers that the prompt names and no reference has. */
  unknown: Mention[];
}

const KINDS: Record<string, AssetKind> = {
  image: "image",
  图片: "image",
  图像: "image",
  图: "image",
  video: "video",
  视频: "video",
  audio: "audio",
  音频: "audio",
};
const NAME = `(${Object.keys(KINDS).join("|")})\\s?(\\d{1,2})(?!\\d)`;
const PATTERN = new RegExp(`(?<![\\p{L}\\d])[@[]?${NAME}|(?<=\\p{Script=Han})${NAME}`, "giu");

const mentionIn = ([, word, number, wordInHan, numberInHan]: readonly (string | undefined)[]): Mention => ({
  kind: KINDS[(word ?? wordInHan)!.toLowerCase()]!,
  number: Number(number ?? numberInHan),
});

/** Puts something else in the place of each number that names a file, or leaves it where `rewrite` gives null. */
export const rewriteMentions = (text: string, rewrite: (mention: Mention, said: string) => string | null): string =>
  text.replace(PATTERN, (...match: string[]) => rewrite(mentionIn(match), match[0]!) ?? match[0]!);

/** Which file each number in a prompt means: "Image 2", "@Image2", "图片2" is the second picture among the references. */
export function findMentions(prompt: string, kinds: readonly AssetKind[]): Mentions {
  const said = [...prompt.matchAll(PATTERN)].map(mentionIn);
  const isSaid = (kind: AssetKind, number: number) => said.some((mention) => mention.kind === kind && mention.number === number);
  const isFirst = (index: number) =>
    said.findIndex(({ kind, number }) => kind === said[index]!.kind && number === said[index]!.number) === index;
  const counts: Record<AssetKind, number> = { image: 0, video: 0, audio: 0 };
  const references = kinds.map((kind) => ({ kind, number: ++counts[kind], isMentioned: isSaid(kind, counts[kind]) }));
  return { references, unknown: said.filter(({ kind, number }, index) => (number < 1 || number > counts[kind]) && isFirst(index)) };
}
