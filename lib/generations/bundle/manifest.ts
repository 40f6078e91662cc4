import { pickRecipe, recipeSchema } from "@/lib/recipes/recipe";
import { writeCsv } from "@/lib/recipes/table/csv";
import { type TableLanguage, tableLanguageOf } from "@/lib/recipes/table/columns";
import type { BundleClip } from "./read-bundle";

/** What became of a clip's file in the archive: it is there, it is not, or its end is missing, or it cannot carry the mark that its project asks for; or the clip itself was deleted. */
export type Presence = "whole" | "missing" | "cut" | "unmarked" | "unfinished" | "gone";

interface Packed {
  clip: BundleClip;
  /** Where it lies in the archive; null where it does not. */
  path: string | null;
  presence: Presence;
  inputs: readonly { role: string; name: string; path: string | null }[];
}

/** Everything that the archive says of its contents. */
export interface Contents {
  packed: readonly Packed[];
  /** The ids of clips that were deleted since they were asked for. */
  gone: readonly string[];
  /** What clips were made from, where it is not whole in the archive. */
  lost: readonly { id: string; name: string; presence: Presence }[];
}

const dollars = (micros: number | null): number | null => (micros === null ? null : micros / 1e6);

/** A line of the manifest: how the clip was made, by whom, when, for how much, and what is said of it. No keys, no links. */
function entryOf({ clip, path, presence, inputs }: Packed) {
  const named = (isTag: boolean) => clip.labels.filter(({ label }) => (label.projectId === null) === isTag).map(({ label }) => label.name);
  const [video] = clip.files;
  return {
    file: path,
    state: presence,
    id: clip.id,
    name: clip.name,
    note: clip.note,
    take: clip.take,
    project: clip.project.name,
    status: clip.status,
    ...pickRecipe(clip),
    actualSeed: clip.actualSeed === null ? null : Number(clip.actualSeed),
    author: clip.createdBy.name,
    askedForAt: clip.createdAt.toISOString(),
    finishedAt: clip.finishedAt?.toISOString() ?? null,
    tokens: clip.actualTokens,
    usDollars: dollars(clip.actualMicros),
    estimatedUsDollars: dollars(clip.estimatedMicros),
    rating: clip.rating,
    verdict: clip.verdict,
    tags: named(true),
    collections: named(false),
    inputs,
    width: video?.width ?? null,
    height: video?.height ?? null,
    durationSeconds: video?.durationMs ? video.durationMs / 1000 : clip.actualDuration,
    // A copy with a mark is another file than the one that was measured.
    bytes: !video?.bytes || clip.project.aiLabels !== "off" ? null : Number(video.bytes),
    sha256: clip.project.aiLabels === "off" ? (video?.sha256 ?? null) : null,
  };
}

const cellOf = (value: unknown): string => {
  if (value === null || value === undefined) return "";
  if (!Array.isArray(value)) return String(value as string | number | boolean);
  return value
    .map((part: unknown) =>
      typeof part === "string" ? part : ((part as { path: string | null; name: string }).path ?? (part as { name: string }).name),
    )
    .join("; ");
};

type Entry = Partial<ReturnType<typeof entryOf>>;

/** Also those of which no more is known than that they were asked for. */
const entriesOf = ({ packed, gone }: Contents): Entry[] => [
  ...packed.map(entryOf),
  ...gone.map((id): Entry => ({ file: null, state: "gone", id })),
];

/** The same in every archive, whatever lies in it. */
const COLUMNS: readonly (keyof Entry)[] = [
  ...(["file", "state", "id", "name", "note", "take", "project", "status"] as const),
  ...(Object.keys(recipeSchema.shape) as (keyof typeof recipeSchema.shape)[]),
  ...(["actualSeed", "author", "askedForAt", "finishedAt", "tokens", "usDollars", "estimatedUsDollars"] as const),
  ...(["rating", "verdict", "tags", "collections", "inputs", "width", "height", "bytes", "sha256"] as const),
];

export const writeManifestJson = (contents: Contents): string => `${JSON.stringify({ clips: entriesOf(contents) }, null, 2)}\n`;

export const writeManifestCsv = (contents: Contents): string =>
  writeCsv([COLUMNS, ...entriesOf(contents).map((entry) => COLUMNS.map((name) => cellOf(entry[name])))]);

const WORDS: Record<TableLanguage, Record<Exclude<Presence, "whole">, string>> = {
  en: {
    missing: "The file is missing or damaged on the studio’s disk",
    cut: "The file could not be read to its end, and is cut short here",
    unmarked: "A copy with the AI label of its project is not made yet, or could not be made",
    unfinished: "Not a finished clip",
    gone: "Deleted since this download was asked for",
  },
  zh: {
    missing: "文件在工作室的磁盘上丢失或损坏",
    cut: "文件没能读到结尾，这里只有前面一部分",
    unmarked: "项目要求的 AI 标识副本尚未生成，或无法生成",
    unfinished: "还不是成片",
    gone: "在请求下载之后已被删除",
  },
};

/** One line for each clip, and each file that one was made from, that is not whole; null where all are. */
export function writeMissing({ packed, gone, lost }: Contents, language: string): string | null {
  const words = WORDS[tableLanguageOf(language)];
  const clips = packed.map(({ clip, path, presence }) => {
    return { id: clip.id, name: path ?? clip.name ?? clip.prompt.replace(/\s+/gu, " ").slice(0, 80), presence };
  });
  const lines = [...clips, ...lost].flatMap(({ id, name, presence }) =>
    presence === "whole" ? [] : [`${name} (${id}): ${words[presence]}`],
  );
  lines.push(...gone.map((id) => `${id}: ${words.gone}`));
  return lines.length === 0 ? null : `${lines.join("\r\n")}\r\n`;
}

export type { Packed };
