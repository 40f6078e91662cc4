import { expect, it } from "vitest";
import type { RowRecipe } from "@/lib/recipes/table/read-cells";
import { forgetFields, keepFields, readFields } from "./kept-fields";

const base = (change: Partial<RowRecipe["recipe"]> = {}) => ({
  recipe: { model: "seedance-2.0", mode: "text", prompt: "A boat", ...change } as RowRecipe["recipe"],
});

it("the form is as it was left, with a prompt that was written anew, until it was sent or other choices count", () => {
  const typed = { ...readFields("one", base()), prompts: "A {red|blue} boat", seeds: "1, 2" };
  keepFields("one", base(), typed);
  expect(readFields("one", base())).toEqual(typed);
  expect(readFields("one", base({ prompt: "A ship" }))).toEqual({ ...typed, prompts: "A ship" });
  expect(readFields("one", base({ model: "seedance-2.0-fast" }))).toMatchObject({ prompts: "A boat", seeds: "" });
  expect(readFields("two", base())).toMatchObject({ prompts: "A boat", seeds: "" });
  forgetFields("one");
  expect(readFields("one", base())).toMatchObject({ prompts: "A boat", seeds: "" });
});
