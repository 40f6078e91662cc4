import { describe, expect, it } from "vitest";
import { negotiateLocale, readTheme, readTimeZone } from "./config";

describe("negotiateLocale", () => {
  it.each([
    ["zh-CN,zh;q=0.9,en;q=0.8", "zh-Hans"],
    ["en-GB,en;q=0.9,zh;q=0.5", "en"],
    ["fr-FR,zh-TW;q=0.7,en;q=0.3", "zh-Hans"],
    ["en;q=0.2,zh;q=0.4", "zh-Hans"],
    ["zh;q=0,en", "en"],
    ["de", "en"],
    ["", "en"],
    [null, "en"],
  ])("%s leads to %s", (header, locale) => expect(negotiateLocale(header)).toBe(locale));
});

it("an unknown time zone falls back to UTC instead of breaking every date", () => {
  expect(readTimeZone("Asia/Shanghai")).toBe("Asia/Shanghai");
  expect(readTimeZone("Mars/Olympus")).toBe("UTC");
  expect(readTimeZone(undefined)).toBe("UTC");
});

it("only a stored choice of light or dark overrides the system", () => {
  expect(readTheme("dark")).toBe("dark");
  expect(readTheme("sepia")).toBe("system");
  expect(readTheme(undefined)).toBe("system");
});
