import { describe, expect, test } from "vitest";
import {
  findModelByProviderId,
  FIXED_RATIOS,
  getModel,
  isModelKey,
  MODELS,
  MODES,
  OUTPUT_PIXELS,
  outputPixels,
  RESOLUTIONS,
  SEED_RANGE,
  type ModelEntry,
} from "./catalog";

const models: readonly ModelEntry[] = MODELS;

describe("every entry", () => {
  test.each(models.map((model) => [model.key, model] as const))("%s agrees with itself", (_key, model) => {
    expect(model.resolutions[model.defaults.resolution]).toEqual(expect.arrayContaining([...model.modes]));
    for (const mode of MODES) expect(model.ratios[mode]).toContain(model.defaults.ratio[mode]);
    expect(model.duration.default).toBeGreaterThanOrEqual(model.duration.min);
    for (const seconds of [...model.duration.safest, ...model.duration.openaiMissing]) {
      expect(seconds).toBeGreaterThanOrEqual(model.duration.min);
      expect(seconds).toBeLessThanOrEqual(model.duration.max);
    }
    expect(model.references.warnTotal).toBeLessThanOrEqual(model.references.maxTotal);
    // Either no price is known, or one for each resolution that is offered, and clips among the inputs make it cheaper.
    for (const [resolution, price] of Object.entries(model.prices)) expect(price!.withVideo, resolution).toBeLessThan(price!.plain);
    if (Object.keys(model.prices).length > 0)
      expect(Object.keys(model.prices)).toEqual(expect.arrayContaining(Object.keys(model.resolutions)));
    for (const { resolution, modes, surfaces } of model.experimental) {
      for (const surface of surfaces) {
        const promised = (surface === "direct" ? model.directResolutions : undefined) ?? model.resolutions;
        for (const mode of modes) expect(promised[resolution] ?? []).not.toContain(mode);
      }
    }
  });

  test("no name is given twice", () => {
    const names = (["powertokens", "volcengine"] as const).flatMap((host) => models.map((model) => model.ids[host]));
    expect(new Set(names).size).toBe(names.length);
    expect(new Set(models.map((model) => model.key)).size).toBe(models.length);
  });

  test("C6: both of a model's names lead to it, and nothing else does", () => {
    for (const model of models) for (const id of Object.values(model.ids)) expect(findModelByProviderId(id)?.key).toBe(model.key);
    expect(findModelByProviderId("ep-20260617")).toBeUndefined();
    expect(isModelKey("constructor")).toBe(false);
    expect(() => getModel("sora")).toThrow(/sora/u);
  });
});

test("what everybody is offered, by name; 2.5 where the account lists it", () => {
  expect(models.filter((model) => model.offeredByDefault).map((model) => model.ids.powertokens)).toEqual([
    "dreamina-seedance-2-0-260128",
    "dreamina-seedance-2-0-fast-260128",
    "dreamina-seedance-2-0-mini-260615",
  ]);
});

test("the table of sizes: 24, all even, and the ones that cannot be computed", () => {
  const sizes = RESOLUTIONS.flatMap((resolution) => FIXED_RATIOS.map((ratio) => OUTPUT_PIXELS[resolution][ratio]));
  expect(sizes).toHaveLength(24);
  for (const [width, height] of sizes) expect([width % 2, height % 2]).toEqual([0, 0]);
  expect(OUTPUT_PIXELS["480p"]["16:9"]).toEqual([864, 496]);
  expect(OUTPUT_PIXELS["720p"]["21:9"]).toEqual([1470, 630]);
  expect(OUTPUT_PIXELS["1080p"]["21:9"]).toEqual([2206, 946]);
  expect(OUTPUT_PIXELS["4k"]["4:3"]).toEqual([3326, 2494]);
  for (const resolution of RESOLUTIONS) {
    for (const [wide, tall] of [
      ["16:9", "9:16"],
      ["4:3", "3:4"],
    ] as const)
      expect(OUTPUT_PIXELS[resolution][tall]).toEqual([...OUTPUT_PIXELS[resolution][wide]].reverse());
  }
});

test("C10: seeds over the whole documented range; C24: a warning above twelve files", () => {
  expect(SEED_RANGE).toEqual({ random: -1, min: 0, max: 4_294_967_295 });
  expect(getModel("seedance-2.0").references).toMatchObject({ images: 9, videos: 3, audios: 3, warnTotal: 12, maxTotal: 15 });
});

test("what comes as 10-bit H.265, and may not play everywhere", () => {
  expect(models.map(({ key, tenBit }) => [key, ...tenBit])).toEqual([
    ["seedance-2.0", "4k"],
    ["seedance-2.0-fast"],
    ["seedance-2.0-mini"],
    ["seedance-2.5", "1080p"],
  ]);
});

test("C9: the safest lengths", () => {
  expect(getModel("seedance-2.0").duration.safest).toEqual([4, 5, 8, 10, 12, 15]);
});

test("2.5 has limits of its own: C31, C32, C33", () => {
  const model = getModel("seedance-2.5");
  expect(model.duration).toMatchObject({ min: 4, max: 30, openaiMissing: [] });
  expect(model.duration.safest.at(-1)).toBe(30);
  expect(Object.values(model.defaults.ratio)).toEqual(MODES.map(() => "adaptive"));
  expect(model.references).toMatchObject({
    images: 30,
    videos: 10,
    audios: 10,
    maxTotal: 50,
    totalVideoSeconds: 30.2,
    totalAudioSeconds: 30.2,
    videoMegabytes: 200,
  });
  expect([model.ratios.firstFrame, model.ratios.firstLast]).toEqual([["adaptive"], ["adaptive"]]);
  expect([outputPixels("seedance-2.5", "480p", "16:9"), outputPixels("seedance-2.0", "480p", "16:9")]).toEqual([
    [854, 480],
    [864, 496],
  ]);
});
