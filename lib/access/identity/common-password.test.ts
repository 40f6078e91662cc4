import { describe, expect, it } from "vitest";
import { isCommonPassword } from "./common-password";

describe("a password that guessers try first", () => {
  it.each([
    ...["passwordpassword", "Password1234", "password123456", "qwertyuiop123", "1234567890123", "aaaaaaaaaaaa", "abcabcabcabc"],
    ...["abcdefghijklm", "987654321098", "iloveyou1234", "dragondragon", "MANCHESTER2024!!"],
  ])("%s is refused", (password) => expect(isCommonPassword(password)).toBe(true));

  it.each(["a long walk at dawn", "correct horse", "plum tin orbit", "雨夜里的霓虹灯街道很长很长", "x7#kQ0-vvLp2s"])(
    "%s is taken",
    (password) => expect(isCommonPassword(password)).toBe(false),
  );
});
