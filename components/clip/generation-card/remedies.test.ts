import { describe, expect, it } from "vitest";
import { type Asked, lowerResolution, nearestDuration, offeredRemedies } from "./remedies";
import { defaultRecipe } from "@/lib/recipes/default-recipe";

const asked = (recipe: Partial<Asked> = {}) => ({ ...defaultRecipe(), durationSeconds: 13, inputs: 0, ...recipe });

describe("what a card offers after a failure", () => {
  it("the next resolution below that the model has", () => {
    expect(lowerResolution(asked())).toBe("480p");
    expect(lowerResolution(asked({ mode: "references", resolution: "1080p" }))).toBe("720p");
    expect(lowerResolution(asked({ resolution: "480p" }))).toBeNull();
    expect(lowerResolution(asked({ model: "gone" }))).toBeNull();
  });

  it("the nearest length that passes everywhere, never the one that was refused", () => {
    expect(nearestDuration(asked())).toBe(12);
    expect(nearestDuration(asked({ durationSeconds: 5 }))).toBe(4);
    expect(nearestDuration(asked({ durationSeconds: null }))).toBe(5);
  });

  it("only what would change something, and three at most", () => {
    expect(offeredRemedies(["retryWithoutSound", "retry"], asked({ sound: false }))).toEqual(["retry"]);
    expect(offeredRemedies(["lowerResolution", "edit"], asked({ resolution: "480p" }))).toEqual(["edit"]);
    expect(offeredRemedies(["useAsReferences", "replaceInput"], asked({}))).toEqual([]);
    expect(offeredRemedies(["retry", "edit", "dropSeed", "nearestDuration"], asked({}))).toHaveLength(3);
  });
});
