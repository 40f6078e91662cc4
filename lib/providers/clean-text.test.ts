import { describe, expect, test } from "vitest";
import { cleanText, parseJson, redact } from "./clean-text";

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

describe("a key in a text", () => {
  const key = "pt4Xk9Qw7Zr2Lm5Nv8Bc1Td6Yh3Jf0Gs";
  test.each([
    ["whole", `Invalid token: ${key}.`],
    ["shortened", `Invalid token: ${key.slice(0, 12)}…${key.slice(-9)}`],
    ["reversed", [...key].reverse().join("")],
    ["base64", Buffer.from(key).toString("base64")],
    ["base64 of a header", Buffer.from(`Bearer ${key}`).toString("base64")],
    ["base64 of a user and a password", Buffer.from(`u:${key}`).toString("base64url")],
    ["hex", Buffer.from(key).toString("hex")],
  ])("%s", (_how, text) => {
    const rest = redact(text, key);
    expect(rest).toContain("…");
    for (const form of [key, [...key].reverse().join(""), Buffer.from(key).toString("hex")])
      for (let at = 0; at + 8 <= form.length; at++) expect(rest).not.toContain(form.slice(at, at + 8));
    expect(rest.length).toBeLessThan(text.length / 2 + 12);
  });

  test("goes, and the words around it stay", () => {
    expect(redact(`key ${key} is not known`, key)).toBe("key … is not known");
    expect(redact("nothing of it here", key)).toBe("nothing of it here");
  });

  test("and so does what signs a link", () => {
    expect(redact('cannot fetch "https://v.test/a.mp4?X-Tos-Signature=abc&sig=1" (timeout)', "")).toBe(
      'cannot fetch "https://v.test/a.mp4?…" (timeout)',
    );
  });
});
