import { describe, expect, it } from "vitest";
import { FIXED_RATIOS, OUTPUT_PIXELS } from "./catalog";
import { choicesFor, DEFAULT_MODELS, effectiveRatio, nearestRatio } from "./choices";

const resolution = (...args: Parameters<typeof choicesFor>) =>
  Object.fromEntries(
    choicesFor(...args).resolutions.map((choice) => [choice.value, choice.reason?.code ?? (choice.experimental ? "experimental" : "open")]),
  );

describe("choicesFor", () => {
  it("offers 1080p with pictures, as an experiment from words, and never with Fast", () => {
    expect(resolution("seedance-2.0", "firstFrame", "native")).toEqual({
      "480p": "open",
      "720p": "open",
      "1080p": "open",
      "4k": "experimental",
    });
    expect(resolution("seedance-2.0", "text", "native")).toEqual({
      "480p": "open",
      "720p": "open",
      "1080p": "experimental",
      "4k": "experimental",
    });
    expect(resolution("seedance-2.0", "text", "openai")).toMatchObject({ "1080p": "experimental", "4k": "experimental" });
    expect(resolution("seedance-2.0-fast", "references", "native")).toMatchObject({ "1080p": "notWithModel" });
  });

  it("offers what ByteDance's own hosts document, and says nothing of a style that they do not have", () => {
    expect(resolution("seedance-2.0", "text", "direct")).toEqual({ "480p": "open", "720p": "open", "1080p": "open", "4k": "experimental" });
    expect(resolution("seedance-2.0-fast", "text", "direct")).toMatchObject({ "1080p": "notWithModel", "4k": "notWithModel" });
    expect(choicesFor("seedance-2.0", "text", "direct").durations.every((choice) => choice.reason === null)).toBe(true);
  });

  it("turns off the lengths that the OpenAI-style pages leave out, and marks the safest", () => {
    const native = choicesFor("seedance-2.0", "text", "native").durations;
    expect(native.map((choice) => choice.value)).toEqual([4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]);
    expect(native.every((choice) => choice.reason === null)).toBe(true);
    expect(native.filter((choice) => choice.safest).map((choice) => choice.value)).toEqual([4, 5, 8, 10, 12, 15]);
    const openai = choicesFor("seedance-2.0", "text", "openai").durations;
    expect(openai.filter((choice) => choice.reason).map((choice) => choice.value)).toEqual([13, 14]);
  });

  it("lists the account's models, and keeps one that a recipe brought along with its reason", () => {
    expect(DEFAULT_MODELS).toEqual(["seedance-2.0", "seedance-2.0-fast", "seedance-2.0-mini"]);
    const choices = choicesFor("seedance-2.5", "text", "native");
    expect(choices.models.map((choice) => [choice.value, choice.reason?.code ?? null])).toEqual([
      ["seedance-2.0", null],
      ["seedance-2.0-fast", null],
      ["seedance-2.0-mini", null],
      ["seedance-2.5", "notOnAccount"],
    ]);
  });
});

describe("nearestRatio", () => {
  it.each([
    [1920, 1080, "16:9"],
    [1080, 1920, "9:16"],
    [1000, 1000, "1:1"],
    [4032, 3024, "4:3"],
    [3024, 4032, "3:4"],
    [2560, 1080, "21:9"],
    [1200, 1000, "4:3"],
  ])("%i × %i becomes %s", (width, height, ratio) => {
    expect(nearestRatio(width, height)).toBe(ratio);
  });

  it("is its own for every output", () => {
    for (const resolution of ["480p", "720p", "1080p"] as const) {
      for (const ratio of FIXED_RATIOS) expect(nearestRatio(...OUTPUT_PIXELS[resolution][ratio])).toBe(ratio);
    }
  });

  it("follows the first frame only where the model does", () => {
    const frame = { width: 1080, height: 1920 };
    expect(effectiveRatio("firstFrame", "adaptive", frame)).toBe("9:16");
    expect(effectiveRatio("firstFrame", "1:1", frame)).toBe("1:1");
    expect(effectiveRatio("references", "adaptive", frame)).toBe("adaptive");
    expect(effectiveRatio("firstFrame", "adaptive", null)).toBe("adaptive");
  });
});
