import { describe, expect, it } from "vitest";
import { isEmail, normaliseEmail } from "./email";

describe("normaliseEmail", () => {
  it("gives every spelling of an address one form", () => {
    expect(normaliseEmail("  Ana@Studio.Example ")).toBe("ana@studio.example");
    expect(normaliseEmail("jose\u0301@studio.example")).toBe("josé@studio.example");
  });
});

describe("isEmail", () => {
  it.each([
    "ana@studio.example",
    "a.b+c@sub.studio.co",
    "o'neil@studio.ie",
    "陈@例子.公司",
    "x@xn--fsqu00a.xn--0zwm56d",
    "josé@studio.example",
  ])("takes %s", (text) => {
    expect(isEmail(text)).toBe(true);
  });

  it.each([
    "",
    "ana",
    "ana@",
    "@studio.example",
    "ana@studio",
    "ana@@studio.example",
    "ana＠studio.example",
    "ana@studio．example",
    "ana@studio.example\r\nBcc: everyone@studio.example",
    "ana@studio.example\n",
    "a na@studio.example",
    ".ana@studio.example",
    "ana.@studio.example",
    "ana@-studio.example",
    "ana@studio-.example",
    "ana@127.0.0.1",
    "ana@[127.0.0.1]",
    '"ana"@studio.example',
    "ana\u0000@studio.example",
    "ana\u200b@studio.example",
    `${"a".repeat(65)}@studio.example`,
    `ana@${"a.".repeat(130)}example`,
  ])("refuses %j", (text) => {
    expect(isEmail(text)).toBe(false);
  });
});
