import { describe, expect, test } from "vitest";
import { cleanText, parseJson } from "./clean-text";

describe("texts at the border", () => {
  test("lose what Postgres cannot keep, and end where nobody reads on", () => {
    expect(cleanText("a\u0000b")).toBe("ab");
    expect(cleanText("half \ud83d")).toBe("half \ufffd");
    expect(cleanText("x".repeat(5_000))).toHaveLength(2_000);
    // Not in the middle of a pair.
    expect(cleanText("😀".repeat(1_200)).isWellFormed()).toBe(true);
  });

  test("are cleaned wherever they lie in an answer, and an answer without them is as it was", () => {
    expect(parseJson('{"a":["x\\u0000y",{"b":"\\ud800"}],"n":1}')).toEqual({ a: ["xy", { b: "\ufffd" }], n: 1 });
    expect(parseJson('{"a":"\\u00e9"}')).toEqual({ a: "é" });
    expect(parseJson("<html>")).toBeUndefined();
  });
});
