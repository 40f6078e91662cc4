import { expect, it } from "vitest";
import { METER_RATE, SoundMeter } from "./sound-meter";

const CLIPPING = { level: 0.999, samples: 3 };

/** A sound on both channels, which `at` gives for each frame, in pieces that end anywhere. */
function heard(seconds: number, at: (frame: number) => [number, number], pieceBytes: number): SoundMeter {
  const frames = Math.round(seconds * METER_RATE);
  const bytes = Buffer.alloc(frames * 8);
  for (let frame = 0; frame < frames; frame++) at(frame).forEach((level, channel) => bytes.writeFloatLE(level, (frame * 2 + channel) * 4));
  const meter = new SoundMeter(CLIPPING);
  for (let from = 0; from < bytes.length; from += pieceBytes) meter.take(bytes.subarray(from, from + pieceBytes));
  return meter;
}

it("hears the same in pieces of any size", () => {
  const ramp = (frame: number): [number, number] => [frame / METER_RATE, 0];
  const whole = heard(1, ramp, 1e9).peaks(4);
  expect([...whole!]).toEqual([64, 127, 191, 255]);
  expect(heard(1, ramp, 1_021).peaks(4)).toEqual(whole);
});

it("calls cut off what stays at full scale for three samples of one channel, and once what comes again at once", () => {
  const loud =
    (frames: number, channel = 0) =>
    (frame: number): [number, number] => {
      const level = [1, 2.2].some((second) => frame >= second * METER_RATE && frame < second * METER_RATE + frames) ? -1 : 0.2;
      return channel === 0 ? [level, 0.2] : [0.2, level];
    };
  expect(heard(3, loud(2), 4096).clipped()).toEqual([]);
  expect(heard(3, loud(3), 4096).clipped()).toEqual([
    [1_000, 1_000],
    [2_200, 2_200],
  ]);
  expect(heard(3, loud(METER_RATE / 2, 1), 4096).clipped()).toEqual([
    [1_000, 1_500],
    [2_200, 2_700],
  ]);
  // One sample on each of two channels is not two in a row.
  expect(heard(1, (frame) => (frame === 5 || frame === 6 ? [1, 1] : [0, 0]), 4096).clipped()).toEqual([]);
});

it("has no peaks of nothing", () => {
  expect(new SoundMeter(CLIPPING).peaks(10)).toBeNull();
});
