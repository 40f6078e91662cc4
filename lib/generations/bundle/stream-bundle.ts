import { makeZip } from "client-zip";
import { extensionOf } from "@/lib/files/types";
import { logger } from "@/lib/platform/log";
import { getStorage } from "@/lib/platform/storage/storage";
import type { OpenedFile } from "@/lib/platform/storage/types";
import { parseInput } from "@/lib/access/doors/parse-input";
import { AppError } from "@/lib/shared/errors";
import { createNames, nameFrom, type NameFacts } from "./file-names";
import { type Contents, type Packed, type Presence, writeManifestCsv, writeManifestJson, writeMissing } from "./manifest";
import { type BundleClip, type BundleFile, readBundle } from "./read-bundle";
import { bundleSchema } from "./schema";

/** A name is no place for a whole prompt. */
const PROMPT_CODE_POINTS = 60;

export interface Bundle {
  /** What the download is called. */
  name: string;
  /** Read as the reader takes it; nothing is held, and nothing lies on a disk meanwhile. Cancelling it lets go of the open file. */
  open: () => ReadableStream<Uint8Array>;
}

/**
 * A ZIP of clips as they lie in our storage, not compressed (they are), with a manifest behind them. What is missing there is a
 * line in it, and the rest goes on: a reader who waited for an hour wants the other files.
 * @throws AppError not-found where every one of the clips was deleted meanwhile
 */
export async function openBundle(teamId: string, body: unknown): Promise<Bundle> {
  const input = parseInput(bundleSchema, body);
  const clips = await readBundle(teamId, input.ids);
  if (clips.length === 0) throw new AppError("not-found");
  const found = new Set(clips.map(({ id }) => id));
  const gone = input.ids.filter((id) => !found.has(id));
  const projects = new Set(clips.map(({ project }) => project.name));
  const day = new Date().toISOString().slice(0, 10);
  const title = nameFrom("{project}_{date}", {
    ...NO_FACTS,
    id: "clips",
    project: projects.size === 1 ? [...projects][0]! : "clips",
    date: day,
  });
  return { name: `${title}.zip`, open: () => makeZip(entriesOf(clips, gone, input)) };
}

interface Entry {
  name: string;
  lastModified: Date;
  input: string | AsyncIterable<Uint8Array>;
}

interface Options {
  template: string;
  withInputs: boolean;
  language: string;
}

async function* entriesOf(
  clips: readonly BundleClip[],
  gone: readonly string[],
  { template, withInputs, language }: Options,
): AsyncGenerator<Entry> {
  const nameOf = createNames();
  const packed: Packed[] = [];
  const inputs = new Map<string, string | null>();
  const lost: { id: string; name: string; presence: Presence }[] = [];
  // The manifest's own names are not for clips.
  for (const own of ["manifest", "MISSING"]) for (const extension of ["csv", "json", "txt"]) nameOf(own, extension);
  for (const [index, clip] of clips.entries()) {
    const [file] = clip.files;
    const reading = { presence: (file ? "missing" : "unfinished") as Presence };
    const path = file ? nameOf(nameFrom(template, factsOf(clip, index, clips.length)), extensionOf(file.mime)) : null;
    if (file && path) yield* entryOf(file, path, clip.createdAt, reading);
    if (withInputs) {
      for (const { asset } of clip.inputs) {
        if (inputs.has(asset.id)) continue;
        inputs.set(asset.id, null);
        const [original] = asset.files;
        if (!original) {
          lost.push({ id: asset.id, name: asset.name, presence: "missing" });
          continue;
        }
        const bare = asset.name.replace(/\.[A-Za-z0-9]{1,8}$/, "");
        const inputPath = nameOf(
          nameFrom("inputs/{name}", { ...NO_FACTS, id: asset.id, name: bare || asset.id }),
          extensionOf(original.mime),
        );
        const input = { presence: "missing" as Presence };
        yield* entryOf(original, inputPath, clip.createdAt, input);
        if (input.presence === "whole") inputs.set(asset.id, inputPath);
        else lost.push({ id: asset.id, name: input.presence === "cut" ? inputPath : asset.name, presence: input.presence });
      }
    }
    const used = clip.inputs.map(({ role, asset }) => ({ role, name: asset.name, path: inputs.get(asset.id) ?? null }));
    packed.push({ clip, path: reading.presence === "missing" ? null : path, presence: reading.presence, inputs: used });
  }
  const lastModified = new Date();
  const contents: Contents = { packed, gone, lost };
  yield { name: "manifest.json", lastModified, input: writeManifestJson(contents) };
  yield { name: "manifest.csv", lastModified, input: writeManifestCsv(contents) };
  const missing = writeMissing(contents, language);
  if (missing) yield { name: "MISSING.txt", lastModified, input: `\uFEFF${missing}` };
}

/** The file, where it is whole as far as is known. What is read of it is told to `reading`. */
async function* entryOf(file: BundleFile, name: string, lastModified: Date, reading: { presence: Presence }): AsyncGenerator<Entry> {
  const opened = await openWhole(file);
  if (!opened) return;
  try {
    yield { name, lastModified, input: piecesOf(opened, file, reading) };
  } finally {
    // Also when the reader left in the middle.
    await opened.close();
  }
}

async function openWhole({ key, bytes, damagedAt }: BundleFile): Promise<OpenedFile | null> {
  if (damagedAt !== null) return null;
  try {
    const opened = await getStorage().openRange(key);
    if (!opened || bytes === null || opened.sizeBytes === Number(bytes)) return opened;
    await opened.close();
  } catch (error) {
    logger.warn({ err: error, key }, "a file of a download could not be opened");
  }
  return null;
}

async function* piecesOf(opened: OpenedFile, { key }: BundleFile, reading: { presence: Presence }): AsyncGenerator<Uint8Array> {
  reading.presence = "cut";
  try {
    for (let piece = await opened.read(); piece; piece = await opened.read()) yield piece;
    reading.presence = "whole";
  } catch (error) {
    // Its beginning is on its way already. It ends here, and the manifest says so.
    logger.warn({ err: error, key }, "a file of a download could not be read to its end");
  }
}

const NO_FACTS: Readonly<NameFacts> = {
  project: "",
  number: "",
  name: "",
  take: "",
  prompt: "",
  date: "",
  time: "",
  seed: "",
  model: "",
  resolution: "",
  author: "",
  id: "",
};

function factsOf(clip: BundleClip, index: number, count: number): NameFacts {
  const prompt = [...clip.prompt.replace(/\s+/gu, " ").trim()].slice(0, PROMPT_CODE_POINTS).join("").trim();
  const [date = "", time = ""] = clip.createdAt.toISOString().split(/[T.]/u);
  const seed = clip.actualSeed ?? clip.seed;
  return {
    project: clip.project.name,
    number: String(index + 1).padStart(String(count).length, "0"),
    name: clip.name ?? prompt,
    take: clip.take === null ? "" : `take-${clip.take}`,
    prompt,
    date,
    time: time.replaceAll(":", ""),
    seed: seed === null ? "" : String(seed),
    model: clip.model,
    resolution: clip.actualResolution ?? clip.resolution,
    author: clip.createdBy.name,
    id: clip.id.slice(-8),
  };
}
