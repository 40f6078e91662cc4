import { expect, it } from "vitest";
import type { AssetKind, Mode } from "@/lib/models/catalog";
import { placeFiles, type DropTarget } from "./place-files";
import { promptSize } from "./prompt-size";
import { newKey } from "@/components/data/new-key";

it.each<[DropTarget, (AssetKind | null)[], Mode, Mode, string[]]>([
  ["auto", ["image", "image"], "text", "references", ["reference", "reference"]],
  ["auto", ["video"], "text", "references", ["reference"]],
  ["auto", ["audio"], "firstFrame", "references", ["reference"]],
  ["auto", [null], "text", "references", ["reference"]],
  ["auto", ["image"], "firstFrame", "firstFrame", ["firstFrame"]],
  ["auto", ["image"], "firstLast", "firstLast", ["firstFrame"]],
  ["auto", ["image", "image"], "firstLast", "firstLast", ["firstFrame", "lastFrame"]],
  ["auto", ["image", "image", "image"], "firstLast", "references", ["reference", "reference", "reference"]],
  ["firstFrame", ["image"], "text", "firstFrame", ["firstFrame"]],
  ["firstFrame", ["image"], "firstLast", "firstLast", ["firstFrame"]],
  ["firstFrame", ["image", "image"], "text", "firstLast", ["firstFrame", "lastFrame"]],
  ["lastFrame", ["image"], "text", "firstLast", ["lastFrame"]],
  ["references", ["image", "audio"], "firstFrame", "references", ["reference", "reference"]],
])("files let go over %s (%j) in %s lead to %s as %j", (target, kinds, mode, to, roles) => {
  expect(placeFiles(target, kinds, { mode, hasFirstFrame: false })).toEqual({ mode: to, roles, ask: false });
});

it("one picture in text mode is asked about, and a second frame goes to the empty place", () => {
  expect(placeFiles("auto", ["image"], { mode: "text", hasFirstFrame: false })).toMatchObject({ ask: true });
  expect(placeFiles("auto", ["image"], { mode: "firstLast", hasFirstFrame: true }).roles).toEqual(["lastFrame"]);
});

it("prompts are long by Chinese characters or by words, and both together count", () => {
  expect(promptSize("海".repeat(500))).toMatchObject({ characters: 500, long: false });
  expect(promptSize("海".repeat(501)).long).toBe(true);
  expect(promptSize("word ".repeat(1001)).long).toBe(true);
  expect(promptSize("海".repeat(300) + " word".repeat(500)).long).toBe(true);
  expect(promptSize("👍🏽").characters).toBe(2);
  expect(promptSize("a".repeat(8001)).tooLong).toBe(true);
});

it("keys are version 7 UUIDs without the newest browser function", () => {
  expect(newKey()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(newKey()).not.toBe(newKey());
});
