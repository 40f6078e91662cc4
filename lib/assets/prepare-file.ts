import { stat } from "node:fs/promises";
import path from "node:path";
import { assertDecodes, cleanMedia, fitVideo } from "@/lib/platform/ffmpeg/clean-media";
import { cleanImage } from "@/lib/platform/ffmpeg/image";
import { AppError } from "@/lib/shared/errors";
import { type Examined, examineFile } from "./examine-file";
import { ASSET_LIMITS, type FileProblem, findProblem, isFitted } from "./limits";

export type Prepared =
  | {
      ok: true;
      /** What is kept, shown and sent, in `folder`. */
      file: string;
      examined: Examined;
      /** Larger than the provider takes: kept as well, for the team. */
      source: { file: string; examined: Examined } | null;
    }
  | { ok: false; problem: FileProblem; facts: Examined["facts"] | null };

/**
 * Makes of a file that arrived what is kept and sent: looked at by its bytes, decoded to its end, without anything that
 * cameras and programs write beside picture and sound, and fitted where that is all it lacks.
 * @param folder a scratch folder; everything is written there, and nothing to `file`
 */
export async function prepareFile(file: string, folder: string, signal?: AbortSignal): Promise<Prepared> {
  const options = signal ? { signal } : {};
  const arrived = await examineFile(file);
  if (!arrived.ok) return { ok: false, problem: arrived.problem, facts: null };
  const problem = await problemOf(file, arrived);
  if (problem && !isFitted(arrived.kind, problem.code)) return { ok: false, problem, facts: arrived.facts };
  try {
    const clean = path.join(folder, "clean");
    if (arrived.kind === "image") await cleanImage(file, clean);
    else {
      await assertDecodes(file, arrived, options);
      await cleanMedia(file, clean, arrived, options);
    }
    if (!problem) return await judged(clean, null);
    const fitted = path.join(folder, "fitted");
    await fitVideo(clean, fitted, { maxPixels: ASSET_LIMITS.video.pixels.max }, options);
    return await judged(fitted, clean);
  } catch (error) {
    if (error instanceof AppError && error.code === "unreadable-media")
      return { ok: false, problem: { code: "unreadable", values: {} }, facts: arrived.facts };
    throw error;
  }
}

/** What came out is held to the same limits: it is what the provider gets. */
async function judged(file: string, source: string | null): Promise<Prepared> {
  const examined = await examineFile(file);
  if (!examined.ok) return { ok: false, problem: examined.problem, facts: null };
  const problem = await problemOf(file, examined);
  if (problem) return { ok: false, problem, facts: examined.facts };
  const before = source === null ? null : await examineFile(source);
  return { ok: true, file, examined, source: source !== null && before?.ok ? { file: source, examined: before } : null };
}

const problemOf = async (file: string, { kind, facts }: Examined): Promise<FileProblem | null> =>
  findProblem(kind, { ...facts, sizeBytes: (await stat(file)).size });
