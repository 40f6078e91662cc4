import { expect, test } from "vitest";
import { createPromptHistory } from "./prompt-history";

const at = (prompt: string) => ({ prompt, caret: prompt.length });

test("goes back and forth: typing in one, everything else by itself, and never over somebody else's change", () => {
  let now = 0;
  const history = createPromptHistory(() => now);
  history.keep(at(""), true);
  history.keep(at("a"), true);
  now = 5_000;
  history.keep(at("ab"), true);
  history.keep(at("abc"), false);
  expect(history.undo(at("abc d"))).toEqual(at("abc"));
  expect(history.undo(at("abc"))).toEqual(at("ab"));
  expect(history.redo(at("ab"))).toEqual(at("abc"));
  expect(history.undo(at("abc"))).toEqual(at("ab"));
  expect(history.undo(at("ab"))).toEqual(at(""));
  expect(history.undo(at(""))).toBeNull();
  history.keep(at("x"), false);
  expect(history.redo(at("y"))).toBeNull();
  history.forget();
  expect(history.undo(at("y"))).toBeNull();
});
