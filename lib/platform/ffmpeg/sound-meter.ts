/** What is read of a sound: so many samples a second on two channels, as 32-bit numbers of which 1 is full scale. */
export const METER_RATE = 48_000;
export const METER_CHANNELS = 2;
const SAMPLE_BYTES = 4;
/** The finest that loudness is kept at before it is drawn. */
const WINDOW_FRAMES = METER_RATE / 100;
/** What is cut off twice within this is cut off once, for whoever looks for it. */
const APART_MS = 500;

/** From one moment to another, in milliseconds of the clip. */
export type Span = readonly [fromMs: number, toMs: number];

/** So many samples in a row, on one channel, at this level or above. */
export interface ClippingRule {
  level: number;
  samples: number;
}

/** Reads a sound as it is decoded, in pieces of any size: how loud it is from beginning to end, and where it is cut off at full scale. */
export class SoundMeter {
  readonly #clipping: ClippingRule;
  readonly #inARow = new Array<number>(METER_CHANNELS).fill(0);
  readonly #windows: number[] = [];
  readonly #clipped: [number, number][] = [];
  #rest: Buffer = Buffer.alloc(0);
  #sample = 0;
  #loudest = 0;

  constructor(clipping: ClippingRule) {
    this.#clipping = clipping;
  }

  take(chunk: Buffer): void {
    const bytes = this.#rest.length > 0 ? Buffer.concat([this.#rest, chunk]) : chunk;
    const whole = bytes.length - (bytes.length % SAMPLE_BYTES);
    for (let at = 0; at < whole; at += SAMPLE_BYTES) this.#hear(Math.abs(bytes.readFloatLE(at)));
    this.#rest = Buffer.from(bytes.subarray(whole));
  }

  #hear(level: number): void {
    const channel = this.#sample % METER_CHANNELS;
    const frame = (this.#sample - channel) / METER_CHANNELS;
    this.#sample++;
    if (level > this.#loudest) this.#loudest = level;
    const row = level >= this.#clipping.level ? this.#inARow[channel]! + 1 : 0;
    this.#inARow[channel] = row;
    if (row >= this.#clipping.samples) this.#noteClipped((frame / METER_RATE) * 1000);
    if (channel === METER_CHANNELS - 1 && frame % WINDOW_FRAMES === WINDOW_FRAMES - 1) {
      this.#windows.push(this.#loudest);
      this.#loudest = 0;
    }
  }

  #noteClipped(atMs: number): void {
    const last = this.#clipped.at(-1);
    if (last && atMs - last[1] < APART_MS) last[1] = atMs;
    else this.#clipped.push([atMs, atMs]);
  }

  clipped(): Span[] {
    return this.#clipped.map(([from, to]) => [Math.round(from), Math.round(to)]);
  }

  /** The loudest of each of at most so many equal parts, 255 for full scale; null where nothing was heard. */
  peaks(most: number): Uint8Array | null {
    const windows = this.#windows;
    if (windows.length === 0) return null;
    const count = Math.min(most, windows.length);
    return Uint8Array.from({ length: count }, (_, part) => {
      const [from, to] = [part, part + 1].map((edge) => Math.floor((edge * windows.length) / count));
      return Math.round(Math.min(1, Math.max(...windows.slice(from, to))) * 255);
    });
  }
}
