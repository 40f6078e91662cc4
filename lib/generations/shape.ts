import { FIXED_RATIOS, type FixedRatio, outputPixels, RESOLUTIONS, type Resolution } from "@/lib/models/catalog";
import { nearestRatio } from "@/lib/models/choices";

export interface Shape {
  width: number;
  height: number;
}

const isResolution = (text: string | null | undefined): text is Resolution => RESOLUTIONS.some((known) => known === text);
const isFixedRatio = (text: string | null | undefined): text is FixedRatio => FIXED_RATIOS.some((known) => known === text);

export interface ShapeFacts {
  model: string;
  resolution: string;
  ratio: string;
  actualResolution: string | null;
  actualRatio: string | null;
  video: Partial<Record<"width" | "height", number | null>> | null;
  /** The pictures and clips it was made from, in order. */
  inputs: readonly { width: number | null; height: number | null }[];
}

/**
 * The size in pixels that the clip has, or will most probably have: the file's own, else what the provider
 * reported, else the table's size for what was asked. "adaptive" follows the first picture that was given.
 */
export function shapeOf(facts: ShapeFacts): Shape {
  const { video } = facts;
  if (video?.width && video.height) return { width: video.width, height: video.height };
  const resolution: Resolution = [facts.actualResolution, facts.resolution].find(isResolution) ?? "720p";
  const [width, height] = outputPixels(facts.model, resolution, expectedRatio(facts));
  return { width, height };
}

function expectedRatio(facts: ShapeFacts): FixedRatio {
  const known = [facts.actualRatio, facts.ratio].find(isFixedRatio);
  if (known) return known;
  const picture = facts.inputs.find((input) => input.width && input.height);
  return picture?.width && picture.height ? nearestRatio(picture.width, picture.height) : "16:9";
}
