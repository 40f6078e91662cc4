import { describe, expect, it } from "vitest";
import { freeSlug, readSlug, slugOf } from "./slug";

describe("slugOf", () => {
  it("keeps Latin letters and digits, without their marks", () => {
    expect(slugOf("Été à Paris, take 2")).toBe("ete-a-paris-take-2");
    expect(slugOf("  --Rain / Night--  ")).toBe("rain-night");
  });

  it("is empty for a name in another script, and keeps what is Latin in a mixed one", () => {
    expect(slugOf("雨夜的街")).toBe("");
    expect(slugOf("雨夜 Take 2")).toBe("take-2");
  });

  it("never ends in a dash where a long name is cut", () => {
    expect(slugOf(`${"a".repeat(47)} bcd`)).toBe("a".repeat(47));
  });
});

describe("freeSlug", () => {
  it("counts up from two", () => {
    expect(freeSlug("rain", new Set())).toBe("rain");
    expect(freeSlug("rain", new Set(["rain", "rain-2"]))).toBe("rain-3");
  });
});

describe("readSlug", () => {
  it("reads ours, and nothing where none of ours can be", () => {
    expect(readSlug("night-shift-2")).toBe("night-shift-2");
    for (const part of ["%00", "%ff", "%", "a\u0000b", "\ud83d", "Night", "../x", ""]) expect(readSlug(part)).toBe("");
  });
});
