import { expect, test } from "vitest";
import { isVisible } from "./visible";

test.each(["", " \n\t", "\u200b\u200d\ufeff", "\u2800\u3164\u115f", "\u00ad\u2060", "\ufe0f\u{e0020}"])("%j shows nothing", (text) => {
  expect(isVisible(text)).toBe(false);
});

test.each(["a", " \u200b. ", "雨", "👩\u200d🎤"])("%j shows something", (text) => {
  expect(isVisible(text)).toBe(true);
});
