import { expect, it } from "vitest";
import { SEED_RANGE } from "@/lib/models/catalog";
import { makeDraft } from "@/lib/testing/draft";
import { takesOf } from "./takes";

const seeds = (seed: number | null, count: number, from?: number) =>
  takesOf(makeDraft({ seed }).recipe, count, from).map((recipe) => recipe.seed);

it("takes of a random seed are left to the provider's dice", () => expect(seeds(null, 3)).toEqual([null, null, null]));

it("takes of a locked seed count up from it, so that none is bought twice", () => {
  expect(seeds(4123, 1)).toEqual([4123]);
  expect(seeds(4123, 4)).toEqual([4123, 4124, 4125, 4126]);
  expect(seeds(4123, 1, 4)).toEqual([4127]);
});

it("after the largest seed comes the smallest", () => expect(seeds(SEED_RANGE.max, 2)).toEqual([SEED_RANGE.max, SEED_RANGE.min]));

it("what is no seed stays, to be refused with a sentence", () => expect(seeds(1.5, 2)).toEqual([1.5, 1.5]));
