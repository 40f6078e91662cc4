import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compileRequest } from "./compile";
import { defaultRecipe } from "./default-recipe";
import { hashRecipe, keyOfRecipe, pickRecipe, recipeColumns, recipeSchema } from "./recipe";

const recipe = { ...defaultRecipe(), prompt: "A harbour at dawn" };

describe("a recipe", () => {
  test("comes back from its columns as it went in, and nothing else of the row with it", () => {
    const columns = { ...recipeColumns({ ...recipe, seed: 7 }), id: "x", status: "ready" };
    expect(pickRecipe(columns)).toEqual({ ...recipe, seed: 7 });
    expect(recipeSchema.parse(pickRecipe(columns))).toEqual({ ...recipe, seed: 7 });
  });

  test("of a version without priority has the usual one", () => {
    const { priority: _priority, ...older } = recipe;
    expect(recipeSchema.parse(older)).toEqual(recipe);
    expect(recipeSchema.safeParse({ ...recipe, priority: 10 }).success).toBe(false);
  });

  test("writes no column that is none of its own", () => {
    expect(Object.keys(recipeColumns({ ...recipe, teamId: "theirs" } as typeof recipe))).not.toContain("teamId");
  });

  test("with a word that the catalogue does not know any more can still be read", () => {
    expect(pickRecipe({ ...recipe, seed: null, resolution: "8k", ratio: "5:4" })).toMatchObject({ resolution: "720p", ratio: "adaptive" });
  });

  test("has one hash, whatever the order of its fields, and another one for each change", () => {
    const inputs = [
      { role: "reference", assetId: "a" },
      { role: "reference", assetId: "b" },
    ];
    const hash = hashRecipe(recipe, inputs, "p");
    expect(hashRecipe(Object.fromEntries(Object.entries(recipe).reverse()) as typeof recipe, inputs, "p")).toBe(hash);
    const others = [
      hashRecipe({ ...recipe, seed: 1 }, inputs, "p"),
      hashRecipe(recipe, inputs.toReversed(), "p"),
      hashRecipe(recipe, inputs, "q"),
    ];
    expect(new Set([hash, ...others]).size).toBe(4);
  });

  test("has one key for all of its takes, wherever they lie, and the same from the columns of a row", () => {
    const key = keyOfRecipe(recipe, []);
    expect(keyOfRecipe({ ...recipe, seed: 1, prompt: ` ${recipe.prompt}\n` }, [])).toBe(key);
    expect(keyOfRecipe(pickRecipe(recipeColumns({ ...recipe, prompt: ` ${recipe.prompt}` })), [])).toBe(key);
    expect(keyOfRecipe({ ...recipe, sound: !recipe.sound }, [])).not.toBe(key);
    expect(keyOfRecipe(recipe, [{ role: "reference", assetId: "a" }])).not.toBe(key);
  });
});

describe("the request of a recipe", () => {
  test("has no flags in its prompt, so that no service obeys them", () => {
    const { prompt } = compileRequest({ ...recipe, prompt: " a cat --dur 15 --rs 1080p runs " }, [], "marker");
    expect(prompt).toBe("a cat runs");
  });

  test("leaves every prompt without flags alone, but for the space around it", () => {
    fc.assert(
      fc.property(
        fc.string().filter((text) => !text.includes("--")),
        (text) => {
          expect(compileRequest({ ...recipe, prompt: text }, [], "").prompt).toBe(text.trim());
        },
      ),
    );
  });

  test("names each file by its role and kind", () => {
    const files = [
      { role: "firstFrame", kind: "image", url: "asset://a" },
      { role: "reference", kind: "video", url: "asset://b" },
    ] as const;
    expect(compileRequest(recipe, files, "").inputs).toEqual([
      { kind: "firstFrame", url: "asset://a" },
      { kind: "referenceVideo", url: "asset://b" },
    ]);
  });
});
