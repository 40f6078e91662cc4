import { describe, expect, it } from "vitest";
import { figure, formatFigure, parseBenchArgs } from "./figure";
import { judge } from "./targets";

describe("a figure", () => {
  it("stands beside its baseline", () => {
    expect(figure("javascript", 162_000, "bytes", 135_000)).toEqual({
      name: "javascript",
      value: 162_000,
      unit: "bytes",
      baseline: 135_000,
      ratio: 1.2,
    });
    expect(formatFigure(figure("javascript", 162_000, "bytes", 135_000))).toEqual([
      "javascript",
      "162,000 bytes",
      "135,000 bytes",
      "1.20×",
    ]);
  });
});

describe("a target", () => {
  it("is of the value or of the ratio, and told beside what was measured", () => {
    expect(judge(figure("second-start", 3_500, "ms", 900))).toEqual(["≤ 10000 ms", "met"]);
    expect(judge(figure("media", 60, "MB/s", 100))).toEqual(["≥ 0.85×", "MISSED"]);
    expect(judge(figure("gallery-page-first-size", 29_000, "bytes", 30_000))).toEqual(["≤ 1×", "met"]);
    expect(judge(figure("gallery-page-first", 9, "ms", 1))).toEqual(["≤ 8×", "MISSED"]);
    expect(judge(figure("import-csv", 9, "ms", 1))).toEqual(["none", ""]);
  });
});

describe("the arguments of bench", () => {
  it("are names, and --json anywhere, with npm's second -- between them", () => {
    expect(parseBenchArgs([])).toEqual({ names: [], json: false, all: false });
    expect(parseBenchArgs(["create-page-javascript", "--", "--json"])).toEqual({
      names: ["create-page-javascript"],
      json: true,
      all: false,
    });
    expect(parseBenchArgs(["--all"])).toEqual({ names: [], json: false, all: true });
  });
});
