import type { KeyboardEvent } from "react";
import { expect, it, vi } from "vitest";
import { pressKeys } from "./press-keys";

/** @returns what the press of a key asks for, and whether the browser is kept from doing anything with it */
function press(event: Partial<KeyboardEvent>) {
  const onSubmit = vi.fn();
  const preventDefault = vi.fn();
  pressKeys(onSubmit)({ key: "Enter", nativeEvent: { isComposing: false }, preventDefault, ...event } as unknown as KeyboardEvent);
  return { asked: onSubmit.mock.calls.flat() as unknown[], isTaken: preventDefault.mock.calls.length > 0 };
}

it("Ctrl or Cmd and Enter press once, with Shift for one more take", () => {
  expect(press({ ctrlKey: true }).asked).toEqual([{ another: undefined }]);
  expect(press({ metaKey: true, shiftKey: true }).asked).toEqual([{ another: true }]);
});

it("a hand that rests on them buys nothing more, and writes no lines", () => {
  expect(press({ ctrlKey: true, repeat: true })).toEqual({ asked: [], isTaken: true });
});

it("Enter alone writes a line, and picks a word while an input method composes", () => {
  expect(press({})).toEqual({ asked: [], isTaken: false });
  expect(press({ ctrlKey: true, nativeEvent: { isComposing: true } as never })).toEqual({ asked: [], isTaken: false });
});
