import { FIXED_RATIOS, FRAMES_PER_SECOND, getModel, outputPixels, type FixedRatio, type Ratio, type Resolution } from "./catalog";
import { DEFAULT_PRICES, pricePerMillion, type PriceTable } from "./prices";

export interface EstimateInput {
  model: string;
  resolution: Resolution;
  ratio: Ratio;
  /** Seconds; null when the model chooses. */
  durationSeconds: number | null;
  /** Seconds of all videos among the inputs. */
  inputVideoSeconds: number;
}

export interface Estimate {
  /** Lowest and highest; equal when everything is fixed. */
  tokens: { min: number; max: number };
  /** Millionths of a US dollar, by the price table; null where no price is known. */
  micros: { min: number; max: number } | null;
  /** US dollars for a million tokens that it was reckoned with. */
  pricePerMillion: number | null;
}

/**
 * Billed tokens of one clip: width × height × (24 × seconds + 1) / 1024, rounded down. The published formula
 * lacks the one frame; observed bills have it (720p 16:9 5 s: 108,900).
 */
export function tokensFor(width: number, height: number, seconds: number): number {
  return Math.floor((width * height * (FRAMES_PER_SECOND * seconds + 1)) / 1024);
}

/**
 * The least number of seconds that is billed when a video is among the inputs, worked out from resellers'
 * minimum-charge tables: 5/3 of the output at 480p and 720p, 1.8 of it at 1080p and above.
 */
export function minimumSecondsWithVideo(resolution: Resolution, outputSeconds: number): number {
  return resolution === "480p" || resolution === "720p" ? Math.ceil((outputSeconds * 5) / 3 - 1e-9) : outputSeconds * 1.8;
}

/** Tokens for one concrete size and length, input videos and the minimum that comes with them included. */
export function billedTokens(
  resolution: Resolution,
  ratio: FixedRatio,
  outputSeconds: number,
  inputVideoSeconds: number,
  model = "seedance-2.0",
): number {
  const [width, height] = outputPixels(model, resolution, ratio);
  const asked = tokensFor(width, height, outputSeconds + inputVideoSeconds);
  if (inputVideoSeconds <= 0) return asked;
  // The minimum has no extra frame: one measured bill.
  return Math.max(asked, Math.floor((width * height * FRAMES_PER_SECOND * minimumSecondsWithVideo(resolution, outputSeconds)) / 1024));
}

/** What a generation will probably cost. Always an estimate: the provider's `usage` is the truth. */
export function estimate(input: EstimateInput, prices: PriceTable = DEFAULT_PRICES): Estimate {
  const model = getModel(input.model);
  const ratios = input.ratio === "adaptive" ? FIXED_RATIOS : [input.ratio];
  const lengths = input.durationSeconds === null ? [model.duration.min, model.duration.max] : [input.durationSeconds];
  const all = ratios.flatMap((ratio) =>
    lengths.map((length) => billedTokens(input.resolution, ratio, length, input.inputVideoSeconds, input.model)),
  );
  const tokens = { min: Math.min(...all), max: Math.max(...all) };
  const perMillion = pricePerMillion(prices, input.model, input.resolution, input.inputVideoSeconds > 0);
  if (perMillion === null) return { tokens, micros: null, pricePerMillion: null };
  const micros = { min: Math.round(tokens.min * perMillion), max: Math.round(tokens.max * perMillion) };
  return { tokens, micros, pricePerMillion: perMillion };
}
