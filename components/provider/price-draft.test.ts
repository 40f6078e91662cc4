import { describe, expect, it } from "vitest";
import { pricesSchema } from "@/lib/connections/schema";
import { DEFAULT_PRICES } from "@/lib/models/prices";
import { cellName, draftOf, readDraft } from "./price-draft";

const cell = cellName("seedance-2.0", "720p", "plain");
const read = (changes: Record<string, string>) => readDraft({ ...draftOf(DEFAULT_PRICES), ...changes }, DEFAULT_PRICES);

describe("the price table as it is typed", () => {
  it("is the same table when nothing is changed, prices without a field included", () => {
    const { prices, problems } = read({});
    expect(problems).toEqual({});
    expect(prices).toEqual(DEFAULT_PRICES);
    expect(pricesSchema.parse(prices)).toEqual(DEFAULT_PRICES);
  });

  it("takes new numbers, and says which field is no number", () => {
    expect(read({ [cell]: " 9.25 " }).prices.models["seedance-2.0"]?.["720p"]).toEqual({ plain: 9.25, withVideo: 4.3 });
    const codes = { comma: ["7,5", "1,000", "1.000,50"], negative: ["-1", "−7.5"], number: ["1e3", "seven", "7.", "$7"] } as const;
    for (const [code, texts] of Object.entries(codes))
      for (const text of texts) expect(read({ [cell]: text }).problems, text).toEqual({ [cell]: { code } });
    expect(read({ [cell]: "7000" }).problems).toEqual({ [cell]: { code: "tooLarge", values: { max: 1000 } } });
    expect(read({ factor: "0" }).problems).toEqual({ factor: { code: "tooSmall", values: { min: 0.01 } } });
    expect(read({ checkedOn: "" }).problems).toEqual({ checkedOn: { code: "date" } });
  });

  it("has a row for whatever a model makes, 4k among them", () => {
    const name = cellName("seedance-2.0", "4k", "plain");
    expect(draftOf(DEFAULT_PRICES)[name]).toBe("4");
    expect(read({ [name]: "5" }).prices.models["seedance-2.0"]?.["4k"]).toEqual({ plain: 5, withVideo: 2.4 });
  });

  it("has no price for an empty row, and asks for the other half of a half-filled one", () => {
    const other = cellName("seedance-2.0", "720p", "withVideo");
    expect(read({ [cell]: "", [other]: "" })).toMatchObject({ problems: {} });
    expect(read({ [cell]: "", [other]: "" }).prices.models["seedance-2.0"]).not.toHaveProperty("720p");
    expect(read({ [other]: "" }).problems).toEqual({ [other]: { code: "pair" } });
  });
});
