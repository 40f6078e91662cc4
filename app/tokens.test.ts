import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { contrast, oklchToLinearRgb } from "@/lib/testing/contrast";

const css = readFileSync(join(import.meta.dirname, "globals.css"), "utf8");

/** The colour of each role in one theme, as [lightness, chroma, hue]. */
function tokens(theme: "light" | "dark"): Record<string, [number, number, number]> {
  const found: Record<string, [number, number, number]> = {};
  const oklch = String.raw`oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)`;
  for (const match of css.matchAll(new RegExp(String.raw`^\s*--([\w-]+): light-dark\(${oklch}, ${oklch}\);`, "gm"))) {
    const [, name = "", ...numbers] = match;
    const [l, c, h] = (theme === "light" ? numbers.slice(0, 3) : numbers.slice(3)).map(Number);
    found[name] = [l ?? Number.NaN, c ?? Number.NaN, h ?? Number.NaN];
  }
  return found;
}

const GROUNDS = ["canvas", "surface", "raised", "overlay"];
const INKS = ["text", "text-quiet", "tungsten-ink", "running", "ready", "failed", "uncertain"];
const LEAST_FOR_TEXT = 4.5;
const LEAST_FOR_SHAPES = 3;

const SELECTED = ["text", "text-quiet"];

describe.each(["light", "dark"] as const)("in the %s theme", (theme) => {
  const roles = tokens(theme);
  const ratio = (a: string, b: string) => contrast(roles[a] ?? [Number.NaN, 0, 0], roles[b] ?? [Number.NaN, 0, 0]);

  it.each(INKS.flatMap((ink) => GROUNDS.map((ground) => [ink, ground] as const)))("%s can be read on %s", (ink, ground) => {
    expect(ratio(ink, ground)).toBeGreaterThanOrEqual(LEAST_FOR_TEXT);
  });

  it.each(SELECTED)("%s can be read on what is chosen", (ink) => {
    expect(ratio(ink, "selected")).toBeGreaterThanOrEqual(LEAST_FOR_TEXT);
  });

  it.each(["tungsten", "tungsten-hover"])("the words on a button of %s can be read", (fill) => {
    expect(ratio("on-tungsten", fill)).toBeGreaterThanOrEqual(LEAST_FOR_TEXT);
  });

  it.each(GROUNDS)("the focus ring is seen on %s", (ground) => {
    expect(ratio("focus", ground)).toBeGreaterThanOrEqual(LEAST_FOR_SHAPES);
  });
});

it("the measure itself is right: known colours and ratios", () => {
  const hex = (colour: [number, number, number]) =>
    oklchToLinearRgb(colour)
      .map((value) =>
        Math.round(255 * (value <= 0.0031308 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055))
          .toString(16)
          .padStart(2, "0"),
      )
      .join("");
  expect(hex([0.62796, 0.25768, 29.234])).toBe("ff0000");
  expect(hex([0.51975, 0.17686, 142.495])).toBe("008000");
  expect(hex([0.45201, 0.31321, 264.052])).toBe("0000ff");
  expect(contrast([1, 0, 0], [0, 0, 0])).toBeCloseTo(21, 2);
});
