import { describe, expect, it } from "vitest";
import { parseFind, readFind, writeFind } from "./find";

describe("a find", () => {
  it("is the same text whichever way it came, and reads back as what it was", () => {
    const text = writeFind({ sort: "rating", rating: 4, q: "雨夜 neon", from: "2026-11-01", zone: "Asia/Shanghai" });
    expect(text).toBe("q=%E9%9B%A8%E5%A4%9C+neon&from=2026-11-01&zone=Asia%2FShanghai&rating=4&sort=rating");
    expect(parseFind(text)).toEqual({ q: "雨夜 neon", from: "2026-11-01", zone: "Asia/Shanghai", rating: 4, sort: "rating" });
    expect(writeFind(readFind({ rating: "4", q: " 雨夜 \n neon ", from: ["2026-11-01"], zone: "Asia/Shanghai", sort: "rating" }))).toBe(
      text,
    );
  });

  it("leaves out what is none, and what says nothing", () => {
    const odd = {
      ...{ q: " \u200b\u0000 ", state: "gone", rating: "6", from: "2026-02-30", to: "tomorrow", zone: "Mars/Base", author: "me" },
      ...{ seed: "99999999999", favourite: "no", sort: "newest", ratio: "2:1", model: "", clip: "x" },
    };
    expect(readFind(odd)).toEqual({});
    expect(writeFind(readFind(odd))).toBe("");
    expect(readFind({ zone: "UTC" })).toEqual({});
    expect(readFind({ from: "0000-01-01", to: "2026-11-01", zone: "+01:00", model: "\u0000" })).toEqual({ to: "2026-11-01" });
    expect(readFind({ from: "0001-01-01", zone: "Etc/GMT+5", model: "seedance-2.0" })).toEqual({
      ...{ from: "0001-01-01", zone: "Etc/GMT+5", model: "seedance-2.0" },
    });
  });

  it("takes of ten thousand characters as many as anybody types, and never half of one", () => {
    expect([...(readFind({ q: "🐕".repeat(10_000) }).q ?? "")]).toHaveLength(200);
    expect(readFind({ q: "\ud800x" }).q).toBe("\ufffdx");
  });
});
