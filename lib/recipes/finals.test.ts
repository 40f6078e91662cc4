import { expect, test } from "vitest";
import { defaultRecipe } from "./default-recipe";
import { asMade, finalsOf } from "./finals";

const recipe = { ...defaultRecipe(), prompt: "A harbour at dawn" };
const names = (of: Parameters<typeof finalsOf>[0], surface: Parameters<typeof finalsOf>[1] = "native") =>
  finalsOf(of, surface).map(({ model, resolution }) => `${model} ${resolution}`);

test("a draft becomes final at each higher resolution that its model has", () => {
  expect(names({ ...recipe, resolution: "480p" })).toEqual(["seedance-2.0 720p", "seedance-2.0 1080p", "seedance-2.0 4k"]);
  expect(names({ ...recipe, resolution: "4k" })).toEqual([]);
});

test("a draft of a quicker version also with the full model, at no lower resolution", () => {
  expect(names({ ...recipe, model: "seedance-2.0-fast", resolution: "480p" })).toEqual([
    "seedance-2.0-fast 720p",
    ...["seedance-2.0 480p", "seedance-2.0 720p", "seedance-2.0 1080p", "seedance-2.0 4k"],
  ]);
  expect(finalsOf({ ...recipe, model: "seedance-2.0-fast", resolution: "720p" }, "native", ["seedance-2.0-fast"])).toEqual([]);
});

test("everything else is the same, and what the model chose by itself is kept", () => {
  const made = { seed: 78674, durationSeconds: 7, ratio: "9:16" };
  const again = asMade({ ...recipe, durationSeconds: null, ratio: "adaptive" }, made);
  expect(again).toMatchObject({ prompt: recipe.prompt, seed: 78674, durationSeconds: 7, ratio: "9:16" });
  expect(finalsOf(again, "native")[0]).toEqual({ ...again, resolution: "1080p" });
  expect(asMade({ ...recipe, seed: 5, ratio: "adaptive", mode: "firstFrame" }, made)).toMatchObject({
    seed: 5,
    ratio: "adaptive",
    durationSeconds: 5,
  });
});

test("a seed that nobody told, or that no request may have, stays random", () => {
  for (const seed of [null, 2 ** 52]) expect(asMade(recipe, { seed, durationSeconds: 5, ratio: "16:9" }).seed).toBeNull();
});

test("a model that the catalogue does not know any more has none", () =>
  expect(finalsOf({ ...recipe, model: "gone" }, "native")).toEqual([]));
