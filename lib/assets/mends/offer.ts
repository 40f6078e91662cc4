import { ASSET_LIMITS, type FileProblem, isKept, type KindLimits } from "../limits";
import type { AssetView } from "../view";

/** What one press can do about a problem, as its button is called. */
export type Offer = "trim" | "crop" | "fit" | "convert";

/** What has to become another kind of file, whatever it measures. */
const FOREIGN: ReadonlySet<FileProblem["code"]> = new Set(["m4a", "webm", "wrongCodec", "wrongSoundCodec"]);

/** What can be done about a file that is kept with a problem, the best first. Which part of a long one is meant only a person knows. */
export function offersFor({
  kind,
  width,
  height,
  durationMs,
  problem,
}: Pick<AssetView, "kind" | "width" | "height" | "durationMs" | "problem">): Offer[] {
  if (!problem || !isKept(problem)) return [];
  const { seconds, shape }: KindLimits = ASSET_LIMITS[kind];
  if (seconds && (durationMs ?? 0) > seconds.max * 1000) return ["trim"];
  const ratio = width && height ? width / height : 1;
  const hasShape = !shape || (ratio >= shape.min && ratio <= shape.max);
  return [...(kind === "image" && !hasShape ? (["crop"] as const) : []), FOREIGN.has(problem.code) ? "convert" : "fit"];
}
