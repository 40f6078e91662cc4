import { describe, expect, it } from "vitest";
import type { AssetView } from "@/lib/assets/view";
import { defaultRecipe } from "../default-recipe";
import type { RowRecipe } from "./read-cells";
import { referenceSets, vary } from "./variations";

const file = (id: string, kind: AssetView["kind"] = "image"): RowRecipe["files"][number] => ({
  role: "reference",
  asset: {
    ...{ id, kind, status: "ready", name: `${id}.png`, mimeType: "image/png", sizeBytes: 1 },
    ...{ width: null, height: null, durationMs: null, problem: null, fittedFrom: null },
  },
});
const base = (mode: RowRecipe["recipe"]["mode"], ...files: RowRecipe["files"]): RowRecipe => ({
  recipe: { ...defaultRecipe(), mode, prompt: "A boat" },
  files,
});
const idsOf = (sets: readonly RowRecipe["files"][]) => sets.map((files) => files.map(({ asset }) => asset.id).join(" "));

describe("sets of references", () => {
  const all = base("references", file("a"), file("s", "audio"), file("b"), file("c", "video"));

  it("take each alone or leave each out once, and sounds go with every one", () => {
    expect(idsOf(referenceSets(all, "alone"))).toEqual(["a s", "s b", "s c"]);
    expect(idsOf(referenceSets(all, "without"))).toEqual(["s b c", "a s c", "a s b"]);
  });

  it("are none where nothing varies", () => {
    expect(referenceSets(all, "together")).toEqual([]);
    expect(referenceSets(base("references", file("a"), file("s", "audio")), "alone")).toEqual([]);
    expect(referenceSets(base("text", file("a"), file("b")), "alone")).toEqual([]);
  });

  it("make rows of their own", () => {
    const none = { prompts: [], models: [], ratios: [], resolutions: [], durations: [], frames: [] } as const;
    const rows = vary(all, { ...none, seeds: [1, 2], references: referenceSets(all, "alone") });
    expect(rows).toHaveLength(6);
    expect(new Set(rows.map(({ references }) => references)).size).toBe(3);
  });
});
