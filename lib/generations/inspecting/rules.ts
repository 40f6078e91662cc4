import type { MeasureRules } from "@/lib/platform/ffmpeg/measure-clip";

/** From when on something is told of a clip, and where each number is from. Most are what ffmpeg's own filters have unless told (version 5.1). */
export const RULES: MeasureRules = {
  // Levels: blackdetect. Its two seconds are meant for breaks between programmes; a fade from black takes half of one (ours).
  black: { pixelLevel: 0.1, partOfPicture: 0.98, seconds: 0.5 },
  // freezedetect: -60 dB, two seconds.
  frozen: { noise: 0.001, seconds: 2 },
  // silencedetect: -60 dB, two seconds.
  silent: { level: 0.001, seconds: 2 },
  // scdet, whose page calls 8 to 14 good values.
  cut: { percent: 10 },
  // Three in a row as Audacity's "Find Clipping" has it; a thousandth below full scale, because encoders round (ours).
  clipped: { level: 0.999, samples: 3 },
};

/** Encoders of video fill whole blocks of so many pixels: a side that differs by less is the side that was asked for. */
export const BLOCK_PIXELS = 16;
