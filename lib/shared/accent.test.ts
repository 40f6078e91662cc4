import { describe, expect, it } from "vitest";
import { accentOf, contrastOf } from "./accent";

describe("a team's accent", () => {
  it("is measured as WCAG does", () => {
    expect(contrastOf("#000000", "#ffffff")).toBeCloseTo(21);
    expect(contrastOf("#777777", "#ffffff")).toBeCloseTo(4.48, 2);
  });

  it("is read in both themes, whatever colour it is, and stays as it is where it can", () => {
    const parts = ["00", "40", "80", "c0", "ff"];
    for (const red of parts)
      for (const green of parts)
        for (const blue of parts) {
          const { fill, on, inkOnLight, inkOnDark } = accentOf(`#${red}${green}${blue}`);
          expect(Math.min(contrastOf(fill, on), contrastOf(inkOnLight, "#f4f3f1"), contrastOf(inkOnDark, "#1d1d20"))).toBeGreaterThan(4.5);
        }
    expect(accentOf("#0040c0")).toMatchObject({ inkOnLight: "#0040c0", on: "#ffffff" });
  });
});
