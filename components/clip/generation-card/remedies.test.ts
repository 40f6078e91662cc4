import { describe, expect, it } from "vitest";
import type { FailureRemedy, GenerationView } from "@/lib/generations/view";
import { lowerResolution, nearestDuration, offeredRemedies } from "./remedies";
import { defaultRecipe } from "@/lib/recipes/default-recipe";

const view = (recipe: Partial<GenerationView["recipe"]> = {}, remedies: FailureRemedy[] = []) =>
  ({ recipe: { ...defaultRecipe(), durationSeconds: 13, ...recipe }, inputs: [], failure: { remedies } }) as unknown as GenerationView;

describe("what a card offers after a failure", () => {
  it("the next resolution below that the model has", () => {
    expect(lowerResolution(view())).toBe("480p");
    expect(lowerResolution(view({ mode: "references", resolution: "1080p" }))).toBe("720p");
    expect(lowerResolution(view({ resolution: "480p" }))).toBeNull();
    expect(lowerResolution(view({ model: "gone" }))).toBeNull();
  });

  it("the nearest length that passes everywhere, never the one that was refused", () => {
    expect(nearestDuration(view())).toBe(12);
    expect(nearestDuration(view({ durationSeconds: 5 }))).toBe(4);
    expect(nearestDuration(view({ durationSeconds: null }))).toBe(5);
  });

  it("only what would change something, and three at most", () => {
    expect(offeredRemedies(view({ sound: false }, ["retryWithoutSound", "retry"]))).toEqual(["retry"]);
    expect(offeredRemedies(view({ resolution: "480p" }, ["lowerResolution", "edit"]))).toEqual(["edit"]);
    expect(offeredRemedies(view({}, ["useAsReferences", "replaceInput"]))).toEqual([]);
    expect(offeredRemedies(view({}, ["retry", "edit", "dropSeed", "nearestDuration"]))).toHaveLength(3);
  });
});
