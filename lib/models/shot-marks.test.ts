import { expect, it } from "vitest";
import { compileShots } from "@/lib/recipes/shots/compile-shots";
import { emptyShot } from "@/lib/recipes/shots/shot";
import { shotsIn } from "./shot-marks";

const shots = ["A door opens", "She waits", "Rain"].map((action, index) => ({ ...emptyShot(String(index), "3"), action }));

it.each([
  ["seedance-2.0", "en"],
  ["seedance-2.0", "zh"],
  ["seedance-2.5", "en"],
  ["seedance-2.5", "zh"],
] as const)("the shots that a list writes for %s in %s are found again", (model, language) => {
  const text = compileShots(shots, { model, language, clipSeconds: 9 });
  const found = shotsIn(`In blue\n${text}`);
  expect(found).toHaveLength(3);
  expect(found[1]).toContain("She waits");
});

it("words about shots are no list, and neither is one shot alone", () => {
  expect(shotsIn("A long shot 1 of a boat, then shot 2")).toEqual([]);
  expect(shotsIn("Shot 1: a boat")).toEqual([]);
  expect(shotsIn("Shot 2: a boat\nShot 3: a pier")).toEqual([]);
  expect(shotsIn("Shot 1: a boat\nShot 2: a pier\nShot 2: again")).toHaveLength(2);
});
