import { writeFile } from "node:fs/promises";
import path from "node:path";
import { readFileFacts } from "@/lib/files/facts";
import { examineClip, UnusableVideoError } from "@/lib/files/file-video";
import { drawLabel } from "@/lib/files/label/draw-label";
import { db } from "@/lib/platform/db/client";
import {
  batchArgs,
  type FilmPiece,
  type FilmSource,
  joinArgs,
  listOf,
  loudnessArgs,
  readLoudness,
  readProgress,
} from "@/lib/platform/ffmpeg/film-args";
import { LABEL_FRAMES } from "@/lib/platform/ffmpeg/label-args";
import { assertDecodes } from "@/lib/platform/ffmpeg/clean-media";
import { MAX_FILM_BYTES } from "@/lib/platform/ffmpeg/limits";
import { FfmpegError, runFfmpeg } from "@/lib/platform/ffmpeg/run-ffmpeg";
import { getStorage } from "@/lib/platform/storage/storage";
import { AppError } from "@/lib/shared/errors";
import type { ExportFailure } from "../view";
import type { ExportBody, ExportItem } from "./body";
import { EXPORT_TIMEOUT_SECONDS } from "./jobs";
import { drawTitle } from "./title-card";

/** A film cannot be made, and trying again would change nothing. `values` are those of its sentence. */
export class FilmError extends Error {
  readonly code: ExportFailure;
  readonly values: Record<string, string | number>;

  constructor(code: ExportFailure, values: Record<string, string | number> = {}, cause?: unknown) {
    super(`film: ${code}`, { cause });
    this.name = "FilmError";
    this.code = code;
    this.values = values;
  }
}

/** Of clips up to full HD so many are open at once; larger ones take more memory each. */
const MOST_INPUTS = 16;
const MOST_INPUTS_4K = 4;

interface FilmOptions {
  teamId: string;
  /** For whatever lies there until the film is whole. */
  folder: string;
  signal: AbortSignal;
  onFrames: (done: number) => void;
  /** What the film says of itself in its metadata, and so in its picture as well; null: nothing. */
  aigc: string | null;
}

/**
 * Makes the film, in the folder. @returns where
 * @throws FilmError that names the item, where one is at fault; FfmpegError
 */
export async function makeFilm(body: ExportBody, { teamId, folder, signal, onFrames, aigc }: FilmOptions): Promise<string> {
  const pieces = piecesOf(body.items);
  const options = { timeoutMs: EXPORT_TIMEOUT_SECONDS * 1000, isPatient: true, signal, maxFileBytes: MAX_FILM_BYTES };
  const most = body.width * body.height > 1920 * 1200 ? MOST_INPUTS_4K : MOST_INPUTS;
  const label = aigc === null ? null : await putLabel(body, folder);
  const drawn: { video: string; sound: string; frames: number }[] = [];
  let done = 0;
  for (const [index, batch] of batchesOf(pieces, most).entries()) {
    const targets = { video: path.join(folder, `${index}.mp4`), sound: path.join(folder, `${index}.wav`) };
    const before = done;
    let said = "";
    const onOutput = (chunk: Buffer): void => {
      said = (said + chunk.toString("latin1")).slice(-2_000);
      const frames = readProgress(said);
      if (frames !== null) onFrames(before + frames);
    };
    await withSources(batch, { teamId, folder, body, signal }, (film) =>
      runFfmpeg(batchArgs(film, body, targets, label && before < LABEL_FRAMES ? { ...label, frames: LABEL_FRAMES - before } : null), {
        ...options,
        onOutput,
      }),
    );
    const frames = batch.reduce((sum, piece) => sum + lengthOf(piece), 0);
    done += frames;
    onFrames(done);
    drawn.push({ ...targets, frames });
  }
  const lists = { video: path.join(folder, "video.txt"), sound: path.join(folder, "sound.txt") };
  for (const kind of ["video", "sound"] as const)
    await writeFile(lists[kind], listOf(drawn.map((batch) => ({ file: batch[kind], frames: batch.frames }))));
  const loudness = body.isLevelled ? readLoudness((await runFfmpeg(loudnessArgs(lists.sound), options)).stderr) : null;
  const film = path.join(folder, "film.mp4");
  await runFfmpeg(joinArgs(lists, film, loudness, aigc), options);
  return film;
}

async function putLabel(body: ExportBody, folder: string): Promise<{ file: string; inset: number }> {
  const file = path.join(folder, "label.png");
  const { png, inset } = await drawLabel(body);
  await writeFile(file, png);
  return { file, inset };
}

interface Part {
  item: ExportItem;
  from: number;
  to: number;
}
type Piece = readonly [Part] | readonly [Part, Part];

const lengthOf = ([{ from, to }]: Piece): number => to - from;

/** What is on screen alone, and between two of those what fades. */
export function piecesOf(items: readonly ExportItem[]): Piece[] {
  let before = 0;
  return items.flatMap((item, index): Piece[] => {
    const next = items[index + 1];
    const fade = next ? item.transitionFrames : 0;
    const alone: Piece = [{ item, from: item.inFrame + before, to: item.outFrame - fade }];
    before = fade;
    if (!next || fade === 0) return [alone];
    const second = { item: next, from: next.inFrame, to: next.inFrame + fade };
    return [alone, [{ item, from: item.outFrame - fade, to: item.outFrame }, second]];
  });
}

/** Neighbours that are drawn by one run, with at most so many inputs. */
function batchesOf(pieces: readonly Piece[], most: number): Piece[][] {
  const batches: Piece[][] = [];
  let inputs = most;
  for (const piece of pieces) {
    if (inputs + piece.length > most) {
      batches.push([]);
      inputs = 0;
    }
    batches.at(-1)!.push(piece);
    inputs += piece.length;
  }
  return batches;
}

interface SourceContext {
  teamId: string;
  folder: string;
  body: ExportBody;
  signal: AbortSignal;
}

/** Lends the files of some pieces, and when it comes to nothing says whose fault it is. */
async function withSources<T>(pieces: readonly Piece[], context: SourceContext, use: (drawn: FilmPiece[]) => Promise<T>): Promise<T> {
  const items = new Map(pieces.flat().map(({ item }) => [item.id, item]));
  const sources = new Map<string, FilmSource>();
  const lend = async ([item, ...rest]: ExportItem[]): Promise<T> => {
    if (!item)
      return use(
        pieces.map((piece) => piece.map(({ item: of, from, to }) => ({ source: sources.get(of.id)!, from, to })) as unknown as FilmPiece),
      );
    return withSource(item, context, (source) => {
      sources.set(item.id, source);
      return lend(rest);
    });
  };
  try {
    return await lend([...items.values()]);
  } catch (error) {
    if (error instanceof FfmpegError && error.reason === "failed") for (const item of items.values()) await findFault(item, context);
    throw error;
  }
}

async function withSource<T>(
  item: ExportItem,
  { teamId, folder, body }: SourceContext,
  use: (source: FilmSource) => Promise<T>,
): Promise<T> {
  if (item.kind === "title") {
    const file = path.join(folder, `${item.id}.png`);
    await writeFile(file, await drawTitle(item.title, body));
    return use({ file, kind: "still", hasSound: false, width: body.width, height: body.height });
  }
  const row = await db.file.findFirst({
    where: { teamId, generationId: item.generationId, variant: "video", generation: { deletedAt: null } },
  });
  if (!row) throw new FilmError("clipMissing", { number: item.number });
  const hasSound = readFileFacts(row.facts).audioCodec !== null;
  let isLent = false;
  try {
    return await getStorage().withLocalFile(row.key, (file) => {
      isLent = true;
      return use({ file, kind: "clip", hasSound, width: row.width, height: row.height });
    });
  } catch (error) {
    if (!isLent && error instanceof AppError && error.code === "not-found")
      throw new FilmError("clipMissing", { number: item.number }, error);
    throw error;
  }
}

/** @throws FilmError where the file of this item cannot be read to its end */
async function findFault(item: ExportItem, context: SourceContext): Promise<void> {
  if (item.kind === "title") return;
  await withSource(item, context, async ({ file }) => {
    try {
      await examineClip(file);
      await assertDecodes(file, { container: "mp4" }, { signal: context.signal });
    } catch (error) {
      const isUnreadable = error instanceof UnusableVideoError || (error instanceof AppError && error.code === "unreadable-media");
      if (isUnreadable) throw new FilmError("clipUnreadable", { number: item.number }, error);
      throw error;
    }
  });
}
