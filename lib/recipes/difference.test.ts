import { describe, expect, test } from "vitest";
import { defaultRecipe } from "./default-recipe";
import { compareWords, differenceOf } from "./difference";

test("two recipes differ in the settings that they differ in", () => {
  const recipe = { ...defaultRecipe(), prompt: "A harbour" };
  expect(differenceOf(recipe, { ...recipe })).toEqual([]);
  expect(differenceOf(recipe, { ...recipe, seed: 7, ratio: "1:1" }).toSorted()).toEqual(["ratio", "seed"]);
});

describe("two prompts", () => {
  const fresh = (before: string, after: string) =>
    compareWords(before, after)
      .filter((piece) => !piece.isShared)
      .map((piece) => piece.text);

  test("are compared by words, in order", () => {
    expect(compareWords("A red kite over the dunes", "A blue kite over the lake")).toEqual([
      { text: "A ", isShared: true },
      { text: "blue", isShared: false },
      { text: " kite over the ", isShared: true },
      { text: "lake", isShared: false },
    ]);
    expect(fresh("A kite", "A kite")).toEqual([]);
    expect(fresh("", "A kite")).toEqual(["A kite"]);
    expect(compareWords("A kite", "")).toEqual([]);
  });

  test("in Chinese as well", () => {
    expect(fresh("清晨的港口", "黄昏的港口")).toEqual(["黄昏"]);
  });

  test("of any length give back the second one", () => {
    const [before, after] = ["one two three ".repeat(300), "three two one ".repeat(300)];
    expect(
      compareWords(before, after)
        .map((piece) => piece.text)
        .join(""),
    ).toBe(after);
  });
});
