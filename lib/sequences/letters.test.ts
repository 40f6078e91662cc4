import { expect, it } from "vitest";
import { setText } from "@/lib/platform/lettering/lettering";
import { lettersLeftOut } from "./letters";

const isDrawn = (letter: string): boolean => setText(letter, { size: 20, maxWidth: 900, maxLines: 1 }).svg !== "";

it.each([
  "Dawn, take 2: “Wait!” – 50 % & more…",
  "黎明，第二条：“等等！”",
  "かもめ カモメ",
  "Рассвет, дубль 2",
  "Café Ångström ñ ß ø",
  "© ® ™ # * 9",
])("says nothing of words that a film shows: %s", (text) => {
  expect(lettersLeftOut(text)).toEqual([]);
  for (const letter of text.replace(/\s/g, "")) expect(isDrawn(letter), letter).toBe(true);
});

it.each([
  ["Dawn 🚤", ["🚤"]],
  ["새벽", ["새", "벽"]],
  ["قارب", ["ق", "ا", "ر", "ب"]],
  ["שחר", ["ש", "ח", "ר"]],
])("names what a film leaves out of %s", (text, letters) => {
  expect(lettersLeftOut(text)).toEqual(letters);
  for (const letter of letters) expect(isDrawn(letter), letter).toBe(false);
});
