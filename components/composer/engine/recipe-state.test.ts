import { describe, expect, it } from "vitest";
import type { AssetView } from "@/lib/assets/view";
import type { ClipView } from "@/lib/generations/view";
import type { CarriedView } from "@/lib/recipes/carried/view";
import { lostOf, stateFromCarried } from "./carried-recipe";
import { emptyState, inputFromAsset } from "./composer-state";
import { compiledPrompt } from "./follow-mentions";
import { stateFromRecipe } from "./recipe-state";

const asset = (id: string, kind: AssetView["kind"] = "image"): AssetView => ({
  id,
  kind,
  status: "ready",
  name: id,
  mimeType: "image/png",
  sizeBytes: 1,
  width: 800,
  height: 600,
  durationMs: null,
  problem: null,
  fittedFrom: null,
});
const view = {
  card: { id: "the-clip" },
  recipe: {
    mode: "references",
    model: "seedance-2.0-fast",
    prompt: "Rain on glass",
    resolution: "480p",
    ratio: "9:16",
    durationSeconds: 8,
    seed: 7,
    sound: false,
    watermark: true,
    returnLastFrame: true,
  },
  actual: { seed: 7 },
  inputs: [
    { role: "reference", asset: asset("a") },
    { role: "reference", asset: asset("v", "video") },
    { role: "reference", asset: asset("b") },
  ],
} as unknown as ClipView;
let number = 0;
const key = () => `k${number++}`;

describe("a recipe in the composer", () => {
  it("leaves it to the draft how many takes a press makes", () =>
    expect(stateFromRecipe({ ...emptyState(), takes: 3 }, view, {}, key).takes).toBe(3));

  it("brings everything back but the seed, which comes only when asked for", () => {
    expect(stateFromRecipe(emptyState(), view, {}, key)).toMatchObject({
      mode: "references",
      model: "seedance-2.0-fast",
      prompt: "Rain on glass",
      resolution: "480p",
      ratio: "9:16",
      durationSeconds: 8,
      seed: null,
      sound: false,
      watermark: true,
      returnLastFrame: true,
    });
    expect(stateFromRecipe(emptyState(), view, { keepSeed: true }, key).seed).toBe(7);
  });

  it("can bring the prompt alone, or one setting changed", () => {
    const state = { ...emptyState(), resolution: "1080p" as const };
    expect(stateFromRecipe(state, view, { parts: "prompt" }, key)).toEqual({ ...state, prompt: "Rain on glass" });
    expect(stateFromRecipe(state, view, { settings: { sound: true } }, key).sound).toBe(true);
  });

  it("turns references into frames and frames into references", () => {
    const frames = stateFromRecipe(emptyState(), view, { inputsAs: "frames" }, key);
    expect(frames.mode).toBe("firstLast");
    expect(frames.inputs.map((input) => [input.name, input.role])).toEqual([
      ["a", "firstFrame"],
      ["v", "reference"],
      ["b", "lastFrame"],
    ]);
    const back = stateFromRecipe(
      emptyState(),
      { ...view, recipe: { ...view.recipe, mode: "firstFrame" }, inputs: [{ role: "firstFrame", asset: asset("a") }] },
      { inputsAs: "references" },
      key,
    );
    expect([back.mode, back.inputs[0]?.role]).toEqual(["references", "reference"]);
  });

  it("adds references to those that are there, none of them twice", () => {
    const state = {
      ...emptyState(),
      inputs: [inputFromAsset(asset("a"), "reference", "old-a"), inputFromAsset(asset("z"), "reference", "old-z")],
    };
    expect(stateFromRecipe(state, view, { parts: "references" }, key).inputs.map((input) => input.name)).toEqual(["z", "a", "v", "b"]);
  });
});

describe("a recipe that came inside a file", () => {
  const carried = (files: CarriedView["files"], prompt: string): CarriedView => ({
    recipe: { ...view.recipe, priority: 0, preamble: "", prompt },
    files,
    lost: [],
  });

  it("keeps the place and the number of a file that is not here until somebody chooses it", () => {
    const here = asset("00000000-0000-4000-8000-000000000001");
    const files = [
      { role: "reference", kind: "image", name: "Gone.png", asset: null },
      { role: "reference", kind: "image", name: "Pier.png", asset: here },
    ] as const;
    const state = stateFromCarried({ ...emptyState(), takes: 2 }, carried([...files], "Image 1 behind Image 2"));
    expect(state.inputs.map(({ name, asset: one, upload }) => [name, one?.id ?? null, upload?.step ?? null])).toEqual([
      ["Gone.png", null, "problem"],
      [here.id, here.id, null],
    ]);
    expect(state.prompt).toBe(`@{${state.inputs[0]!.key}} behind @{${here.id}}`);
    expect(compiledPrompt(state)).toBe("Image 1 behind Image 2");
    expect(state).toMatchObject({ takes: 2, ownPreamble: true });
    expect(state).not.toHaveProperty("madeFromId");
  });

  it("says in one line what no setting here can hold, and nothing where all came back", () => {
    expect(lostOf({ ...carried([], ""), lost: ["model", "resolution"] })).toEqual({
      code: "recipeSettings",
      values: { settings: "model,resolution" },
    });
    expect(lostOf(carried([], ""))).toBeNull();
  });
});
