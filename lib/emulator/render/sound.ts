import { createRandom, seedOf } from "../random";

/** Chords above a root, as frequency ratios: open, warm, wistful, bright. */
const CHORDS = [
  [1, 3 / 2, 2, 9 / 4],
  [1, 5 / 4, 3 / 2, 15 / 8],
  [1, 6 / 5, 3 / 2, 9 / 5],
  [1, 3 / 2, 5 / 2, 3],
] as const;

/** A quiet chord that breathes, for ffmpeg's aevalsrc: the same words always sound the same. */
export function chordExpression(prompt: string): string {
  const random = createRandom(seedOf(`sound:${prompt}`));
  const root = 98 * 2 ** (random.integer(0, 9) / 12);
  const chord = CHORDS[random.integer(0, CHORDS.length - 1)] ?? CHORDS[0];
  return chord
    .map((ratio, index) => {
      const breath = (0.11 + random.next() * 0.16).toFixed(3);
      const phase = (random.next() * 6.28).toFixed(2);
      return `${(0.13 / (index * 0.6 + 1)).toFixed(3)}*sin(2*PI*${(root * ratio).toFixed(2)}*t)*(0.62+0.38*sin(2*PI*${breath}*t+${phase}))`;
    })
    .join("+");
}
