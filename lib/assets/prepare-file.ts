import { stat } from "node:fs/promises";
import path from "node:path";
import { assertDecodes, cleanMedia, fitVideo } from "@/lib/platform/ffmpeg/clean-media";
import { cleanImage } from "@/lib/platform/ffmpeg/image";
import { AppError } from "@/lib/shared/errors";
import { type Examined, examineFile } from "./examine-file";
import { ASSET_LIMITS, type FileProblem, findCeilingProblem, findProblems, isFitted, isKept } from "./limits";

export type Prepared =
  | {
      ok: true;
      /** What is kept, shown and sent, in `folder`. */
      file: string;
      examined: Examined;
      /** Larger than the provider takes: kept as well, for the team. */
      source: { file: string; examined: Examined } | null;
      /** Why it is kept and not sent before it was mended. */
      problem: FileProblem | null;
    }
  | { ok: false; problem: FileProblem; facts: Examined["facts"] | null };

/**
 * Makes of a file that arrived what is kept and sent: looked at by its bytes, decoded to its end, without anything that
 * cameras and programs write beside picture and sound, and fitted where that is all it lacks. What breaks another limit stays as it is, with
 * the reason, until somebody has it mended.
 * @param folder a scratch folder; everything is written there, and nothing to `file`
 */
export async function prepareFile(file: string, folder: string, signal?: AbortSignal): Promise<Prepared> {
  const options = signal ? { signal } : {};
  const arrived = await examineFile(file);
  if (!arrived.ok) return { ok: false, problem: arrived.problem, facts: null };
  const ceiling = findCeilingProblem(arrived.kind, (await stat(file)).size);
  if (ceiling) return { ok: false, problem: ceiling, facts: arrived.facts };
  const problems = await problemsOf(file, arrived);
  const refused = problems.find((one) => !isKept(one));
  if (refused) return { ok: false, problem: refused, facts: arrived.facts };
  const fits = isFitted(arrived.kind, problems);
  try {
    const clean = path.join(folder, "clean");
    if (arrived.kind === "image") await cleanImage(file, clean);
    else {
      // What has to be mended is decoded to its end there; that it can be decoded at all is enough to keep it.
      await assertDecodes(file, arrived, { ...options, ...(problems.length > 0 && !fits && { seconds: PROOF_SECONDS }) });
      await cleanMedia(file, clean, arrived, options);
    }
    if (!fits) return await judged(clean, null);
    const fitted = path.join(folder, "fitted");
    await fitVideo(clean, fitted, { maxPixels: ASSET_LIMITS.video.pixels.max, isHdr: arrived.isHdr }, options);
    return await judged(fitted, clean);
  } catch (error) {
    // A codec that nothing here can read says more than that the file cannot be read.
    if (error instanceof AppError && error.code === "unreadable-media")
      return { ok: false, problem: arrived.problem ?? { code: "unreadable", values: {} }, facts: arrived.facts };
    throw error;
  }
}

/** So much of a long file proves that it can be decoded. */
const PROOF_SECONDS = 10;

/** What came out is held to the same limits: it is what the provider gets. */
async function judged(file: string, source: string | null): Promise<Prepared> {
  const examined = await examineFile(file);
  if (!examined.ok) return { ok: false, problem: examined.problem, facts: null };
  const [problem = null] = await problemsOf(file, examined);
  const before = source === null ? null : await examineFile(source);
  return { ok: true, file, examined, problem, source: source !== null && before?.ok ? { file: source, examined: before } : null };
}

/** All that stands between a file and the provider: what it is packed in before what it measures. */
export const problemsOf = async (file: string, { kind, facts, problem }: Examined): Promise<FileProblem[]> => [
  ...(problem ? [problem] : []),
  ...findProblems(kind, { ...facts, sizeBytes: (await stat(file)).size }),
];
