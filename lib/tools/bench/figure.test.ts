import { describe, expect, it } from "vitest";
import { figure, formatFigure, parseBenchArgs } from "./figure";

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

describe("the arguments of bench", () => {
  it("are names, and --json anywhere, with npm's second -- between them", () => {
    expect(parseBenchArgs([])).toEqual({ names: [], json: false });
    expect(parseBenchArgs(["create-page-javascript", "--", "--json"])).toEqual({ names: ["create-page-javascript"], json: true });
  });
});
