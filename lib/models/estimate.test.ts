import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FIXED_RATIOS, OUTPUT_PIXELS, RESOLUTIONS } from "./catalog";
import { billedTokens, estimate, minimumSecondsWithVideo, tokensFor } from "./estimate";
import { DEFAULT_PRICES } from "./prices";

describe("tokens: observed bills, C20", () => {
  test.each([
    ["720p 16:9, 5 s", "720p", 5, 0, 108_900],
    ["720p 16:9, 4 s", "720p", 4, 0, 87_300],
    ["720p 16:9, 4 s and a clip of 4 s", "720p", 4, 4, 173_700],
    ["720p 16:9, 11 s and a clip of 8 s", "720p", 11, 8, 411_300],
    ["480p 16:9, 5 s: the half is dropped", "480p", 5, 0, 50_638],
  ] as const)("%s", (_name, resolution, output, inputSeconds, tokens) => {
    expect(billedTokens(resolution, "16:9", output, inputSeconds)).toBe(tokens);
  });

  test.each([
    ["480p", 10_044],
    ["720p", 21_600],
    ["1080p", 48_600],
    ["4k", 194_400],
  ] as const)("%s 16:9 grows by %i a second", (resolution, perSecond) => {
    const [width, height] = OUTPUT_PIXELS[resolution]["16:9"];
    expect(Math.round((tokensFor(width, height, 100) - tokensFor(width, height, 0)) / 100)).toBe(perSecond);
  });
});

describe("with a video among the inputs", () => {
  test.each([
    [4, 7],
    [5, 9],
    [6, 10],
    [7, 12],
    [8, 14],
    [9, 15],
  ])("%i s are billed as %i at least", (output, seconds) => {
    expect(minimumSecondsWithVideo("720p", output)).toBe(seconds);
    expect(minimumSecondsWithVideo("480p", output)).toBe(seconds);
  });

  test("at 1080p 1.8 times the output", () => {
    expect(minimumSecondsWithVideo("1080p", 5)).toBe(9);
  });

  test("the minimum counts when the clip is short, the sum when it is long", () => {
    const [width, height] = OUTPUT_PIXELS["720p"]["16:9"];
    expect(billedTokens("720p", "16:9", 5, 2)).toBe(Math.floor((width * height * 24 * 9) / 1024));
    expect(billedTokens("720p", "16:9", 5, 10)).toBe(tokensFor(width, height, 15));
  });

  test("it never costs fewer tokens than without", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...RESOLUTIONS),
        fc.constantFrom(...FIXED_RATIOS),
        fc.integer({ min: 4, max: 15 }),
        fc.double({ min: 0, max: 15, noNaN: true }),
        (resolution, ratio, output, clip) => {
          expect(billedTokens(resolution, ratio, output, clip)).toBeGreaterThanOrEqual(billedTokens(resolution, ratio, output, 0));
        },
      ),
    );
  });
});

describe("money", () => {
  const five = { resolution: "720p", ratio: "16:9", durationSeconds: 5, inputVideoSeconds: 0 } as const;

  test("five seconds at 720p: 84 cents on 2.0, 67 on Fast", () => {
    expect(estimate({ ...five, model: "seedance-2.0" })).toMatchObject({
      tokens: { min: 108_900, max: 108_900 },
      micros: { min: 838_530, max: 838_530 },
    });
    expect(estimate({ ...five, model: "seedance-2.0-fast" }).micros?.max).toBe(670_824);
  });

  test("1080p has a price of its own, and so has a video among the inputs", () => {
    expect(estimate({ ...five, model: "seedance-2.0", resolution: "1080p" }).micros!.max).toBe(
      Math.round(tokensFor(1920, 1080, 5) * 7.7 * 1.1),
    );
    const withVideo = estimate({ ...five, model: "seedance-2.0", inputVideoSeconds: 5 });
    expect(withVideo.micros!.max).toBe(Math.round(withVideo.tokens.max * 4.3 * 1.1));
  });

  test("what the model chooses makes a range", () => {
    const open = estimate({ ...five, model: "seedance-2.0", durationSeconds: null, ratio: "adaptive" });
    expect(open.tokens.min).toBe(Math.min(...FIXED_RATIOS.map((ratio) => billedTokens("720p", ratio, 4, 0))));
    expect(open.tokens.max).toBe(Math.max(...FIXED_RATIOS.map((ratio) => billedTokens("720p", ratio, 15, 0))));
  });

  test("without a known price nothing is guessed", () => {
    expect(estimate({ ...five, model: "seedance-2.5" }, { ...DEFAULT_PRICES, models: {} }).micros).toBeNull();
  });

  test("the table says when it was compared, which is not before 2.5 had a price", () => {
    expect(Date.parse(DEFAULT_PRICES.checkedOn)).toBeGreaterThanOrEqual(Date.parse("2026-11-28"));
    expect(DEFAULT_PRICES.factor).toBe(1.1);
  });

  test("2.5 has a price and a size of its own: five seconds at 720p for 1.28 dollars, and the bill of 12 s at 854 × 480", () => {
    expect(estimate({ ...five, model: "seedance-2.5" }).micros?.max).toBe(1_281_753);
    expect(billedTokens("480p", "16:9", 12, 0, "seedance-2.5")).toBe(115_690);
  });
});
