import { expect, it } from "vitest";
import { getModel, type AssetKind } from "@/lib/models/catalog";
import type { ComposerInput } from "../engine/composer-state";
import { countReferences, numberReferences } from "./reference-order";

const input = (key: string, kind: AssetKind, durationMs: number | null = null): ComposerInput => ({
  key,
  role: "reference",
  kind,
  name: key,
  asset: null,
  upload: null,
  previewUrl: null,
  measured: { width: null, height: null, durationMs },
});

it("numbers count per kind, in order, and frames have none", () => {
  const inputs = [
    input("a", "image"),
    input("v", "video"),
    { ...input("f", "image"), role: "firstFrame" as const },
    input("b", "image"),
    input("s", "audio"),
    input("w", "video"),
  ];
  expect(numberReferences(inputs, getModel("seedance-2.0").references).map(({ input: { key }, number }) => `${key}${number}`)).toEqual([
    "a1",
    "v1",
    "b2",
    "s1",
    "w2",
  ]);
});

it("totals say what is over", () => {
  const { references } = getModel("seedance-2.0");
  const counts = countReferences(
    numberReferences(
      [input("v", "video", 6200), input("w", "video", 9100), ...Array.from({ length: 10 }, (_, index) => input(`i${index}`, "image"))],
      references,
    ),
    references,
  );
  expect(counts.images).toEqual({ count: 10, limit: 9, over: true });
  expect(counts.videos).toEqual({ count: 2, limit: 3, over: false, seconds: 15.3, secondsOver: true });
  expect(counts.files).toEqual({ count: 12, limit: 12, over: false });
});

it("what is one too many of its kind is marked", () => {
  const { references } = getModel("seedance-2.0");
  const pictures = Array.from({ length: 11 }, (_, index) => input(`i${index}`, "image"));
  expect(numberReferences(pictures, references).flatMap(({ number, isOver }) => (isOver ? number : []))).toEqual([10, 11]);
});
