import { type AssetKind, MEDIA_KINDS } from "./catalog";

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

const WORDS: Record<AssetKind, string> = { image: "image|图片|图像|图", video: "video|视频", audio: "audio|音频" };
const PATTERNS = MEDIA_KINDS.map(
  (kind) =>
    [
      kind,
      new RegExp(
        `(?<![\\p{L}\\d])[@[]?(?:${WORDS[kind]})\\s?(\\d{1,2})(?!\\d)|(?<=\\p{Script=Han})(?:${WORDS[kind]})\\s?(\\d{1,2})(?!\\d)`,
        "giu",
      ),
    ] as const,
);

/** Which file each number in a prompt means: "Image 2", "@Image2", "图片2" is the second picture among the references. */
export function findMentions(prompt: string, kinds: readonly AssetKind[]): Mentions {
  const said = PATTERNS.flatMap(([kind, pattern]) =>
    [...new Set([...prompt.matchAll(pattern)].map((match) => Number(match[1] ?? match[2])))].map((number): Mention => ({ kind, number })),
  );
  const isSaid = (kind: AssetKind, number: number) => said.some((mention) => mention.kind === kind && mention.number === number);
  const counts: Record<AssetKind, number> = { image: 0, video: 0, audio: 0 };
  const references = kinds.map((kind) => ({ kind, number: ++counts[kind], isMentioned: isSaid(kind, counts[kind]) }));
  return { references, unknown: said.filter(({ kind, number }) => number < 1 || number > counts[kind]) };
}
