import { describe, expect, it } from "vitest";
import type { CardView, MarksView } from "@/lib/generations/view";
import { takeBack } from "./take-back";

const clip = (id: string, marks?: MarksView) => ({ id, marks }) as CardView;

describe("takeBack", () => {
  it("gives each clip back what it had, and says it once for all that had the same", () => {
    const views = [clip("a", { rating: 3 }), clip("b"), clip("c", { rating: 3 })];
    expect(takeBack(views, { rating: 5 })).toEqual([
      { ids: ["a", "c"], said: { rating: 3 } },
      { ids: ["b"], said: { rating: 0 } },
    ]);
  });

  it("gives back a name, and a verdict that was none", () => {
    expect(takeBack([clip("a", { name: "Dawn" })], { name: null, verdict: "rejected" })).toEqual([
      { ids: ["a"], said: { name: "Dawn", verdict: null } },
    ]);
  });

  it("takes off only the labels that were new, and puts on only those that were there", () => {
    const views = [clip("a", { tags: ["Hero"], collections: ["Day 1"] }), clip("b", { tags: [] })];
    expect(takeBack(views, { addTags: ["Hero", "Wide"], removeFrom: ["Day 1"] })).toEqual([
      { ids: ["a"], said: { removeTags: ["Wide"], addTo: ["Day 1"] } },
      { ids: ["b"], said: { removeTags: ["Hero", "Wide"], addTo: [] } },
    ]);
  });
});
