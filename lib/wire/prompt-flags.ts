import { RATIOS, type Ratio, RESOLUTIONS, type Resolution } from "@/lib/models/catalog";

export interface PromptFlags {
  resolution?: Resolution;
  ratio?: Ratio;
  duration?: number;
  seed?: number;
  watermark?: boolean;
}

const FLAG = /(?<=^|\s)--([a-z_]+)[ =]+(\S+)/giu;

/**
 * The older inline form, `--rs 720p --rt 16:9 --dur 5 --seed 11 --wm true`, which the service still reads.
 * Its validation is weak: a value that makes no sense is passed over.
 */
export function readPromptFlags(prompt: string, length: { min: number; max: number }): PromptFlags {
  const flags: PromptFlags = {};
  for (const [, rawName, rawValue] of prompt.matchAll(FLAG)) {
    const value = rawValue ?? "";
    switch ((rawName ?? "").toLowerCase()) {
      case "rs":
      case "resolution": {
        const resolution = RESOLUTIONS.find((known) => known === value);
        if (resolution) flags.resolution = resolution;
        break;
      }
      case "rt":
      case "ratio": {
        const ratio = RATIOS.find((known) => known === value);
        if (ratio) flags.ratio = ratio;
        break;
      }
      case "dur":
      case "duration":
        if (/^\d+$/.test(value) && Number(value) >= length.min && Number(value) <= length.max) flags.duration = Number(value);
        break;
      case "seed":
        if (/^\d+$/.test(value) && Number(value) <= 4_294_967_295) flags.seed = Number(value);
        break;
      case "wm":
      case "watermark":
        if (value === "true" || value === "false") flags.watermark = value === "true";
        break;
      default:
    }
  }
  return flags;
}
