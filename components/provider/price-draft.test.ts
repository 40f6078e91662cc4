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
    for (const text of ["7,5", "1,000", "-1", "1e3", "seven", "7."])
      expect(read({ [cell]: text }).problems).toEqual({ [cell]: { code: "number" } });
    expect(read({ [cell]: "7000" }).problems).toEqual({ [cell]: { code: "tooLarge", values: { max: 1000 } } });
    expect(read({ factor: "0" }).problems).toEqual({ factor: { code: "tooSmall", values: { min: 0.01 } } });
    expect(read({ checkedOn: "" }).problems).toEqual({ checkedOn: { code: "date" } });
  });

  it("has no price for an empty row, and asks for the other half of a half-filled one", () => {
    const other = cellName("seedance-2.0", "720p", "withVideo");
    expect(read({ [cell]: "", [other]: "" })).toMatchObject({ problems: {} });
    expect(read({ [cell]: "", [other]: "" }).prices.models["seedance-2.0"]).not.toHaveProperty("720p");
    expect(read({ [other]: "" }).problems).toEqual({ [other]: { code: "pair" } });
  });
});
