import { expect, it } from "vitest";
import { changesOf } from "./limit-changes";

const saved = { month: null, day: 5_000_000, clip: null, askAbove: 200_000 };

it("only what was changed is sent, an emptied field as no limit", () => {
  expect(changesOf(saved, saved)).toEqual({});
  expect(changesOf(saved, { ...saved, month: 12_000_000 })).toEqual({ month: 12_000_000 });
  expect(changesOf(saved, { ...saved, day: null, clip: 0 })).toEqual({ day: null, clip: 0 });
});
