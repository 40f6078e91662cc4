import { describe, expect, it } from "vitest";
import { readDollars, writeDollars } from "./dollars";

describe("a sum as it is typed", () => {
  it("is a number with a point, or nothing", () => {
    expect(readDollars(" 12.50 ")).toEqual({ micros: 12_500_000 });
    expect(readDollars("0")).toEqual({ micros: 0 });
    expect(readDollars("0.29")).toEqual({ micros: 290_000 });
    expect(readDollars("  ")).toEqual({ micros: null });
  });

  it("is asked for anew where it can be read in two ways, or is no money", () => {
    for (const text of ["12,50", "1,000", "1e9", "-1", "+1", "$5", "5.", ".5", "1.234", "NaN", "Infinity", "１２", "five"])
      expect(readDollars(text), text).toEqual({ problem: "money" });
    expect(readDollars("1000000.01")).toEqual({ problem: "moneyTooLarge" });
    expect(readDollars("9".repeat(400))).toEqual({ problem: "moneyTooLarge" });
  });

  it("comes back as it was typed", () => {
    for (const text of ["0.29", "12.5", "1000000", ""])
      expect(writeDollars((readDollars(text) as { micros: number | null }).micros)).toBe(text);
  });
});
