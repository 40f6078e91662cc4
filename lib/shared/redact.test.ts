import { describe, expect, test } from "vitest";
import { redact } from "./redact";

describe("a text that may be kept", () => {
  test.each([
    ["GET https://cdn.example.com/a.mp4?X-Sig=canary&x=1#canary failed", "GET https://cdn.example.com/a.mp4 failed"],
    ["connect postgresql://user:canary@127.0.0.1:5432/db?x=canary", "connect postgresql://127.0.0.1:5432/db"],
    ["Authorization: Bearer canary.canary-canary", "Authorization: [secret]"],
    ["used sk-canary123456 today", "used [secret] today"],
    [`{"api_key":"canary-key","model":"seedance"}`, `{"api_key":"[secret]","model":"seedance"}`],
    ["nothing to hide in 5 s", "nothing to hide in 5 s"],
  ])("holds no secret: %s", (text, safe) => {
    expect(redact(text)).toBe(safe);
  });

  test("holds none of the secrets that are known by value, and does not run on for ever", () => {
    expect(redact("the code is WXYZ-1234-canary", ["WXYZ-1234-canary"])).toBe("the code is [secret]");
    expect(redact("x".repeat(10_000)).length).toBeLessThan(2_100);
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
    const rest = redact(text, [key]);
    expect(rest).toContain("[secret]");
    for (const form of [key, [...key].reverse().join(""), Buffer.from(key).toString("hex")])
      for (let at = 0; at + 8 <= form.length; at++) expect(rest).not.toContain(form.slice(at, at + 8));
    expect(rest.length).toBeLessThan(text.length / 2 + 12);
  });

  test("goes, and the words around it stay", () => {
    expect(redact(`key ${key} is not known`, [key])).toBe("key [secret] is not known");
    expect(redact("nothing of it here", [key])).toBe("nothing of it here");
  });

  test("and so does what signs a link", () => {
    expect(redact('cannot fetch "https://v.test/a.mp4?X-Tos-Signature=abc&sig=1" (timeout)')).toBe(
      'cannot fetch "https://v.test/a.mp4" (timeout)',
    );
  });
});
