import { describe, expect, it } from "vitest";
import { usedInputs } from "@/lib/models/request";
import { MODES, type AssetKind, type InputRole } from "@/lib/models/catalog";
import { emptyState, type ComposerInput, type ComposerState } from "./composer-state";
import { reduceComposer, type ComposerAction } from "./draft-reducer";

const input = (key: string, role: InputRole = "reference", kind: AssetKind = "image"): ComposerInput => ({
  key,
  role,
  kind,
  name: `${key}.png`,
  asset: null,
  upload: { step: "reading" },
  previewUrl: null,
  measured: null,
});
const run = (state: ComposerState, ...actions: ComposerAction[]) => actions.reduce(reduceComposer, state);
const keys = (state: ComposerState) => state.inputs.map((entry) => entry.key);
const withInputs = (...inputs: ComposerInput[]): ComposerState => ({ ...emptyState(), inputs });

describe("modes", () => {
  it("never lose a file, whichever way a person goes through them", () => {
    const state = withInputs(input("first", "firstFrame"), input("last", "lastFrame"), input("a"), input("clip", "reference", "video"));
    const after = run(state, ...[...MODES, ...MODES.toReversed()].map((mode): ComposerAction => ({ type: "setMode", mode })));
    expect(keys(after)).toEqual(keys(state));
  });

  it("park what they do not use and take it back", () => {
    const state = withInputs(input("first", "firstFrame"), input("a"), input("b"));
    expect(usedInputs(run(state, { type: "setMode", mode: "firstFrame" }).mode, state.inputs).map((entry) => entry.key)).toEqual(["first"]);
    expect(usedInputs(run(state, { type: "setMode", mode: "references" }).mode, state.inputs).map((entry) => entry.key)).toEqual([
      "a",
      "b",
    ]);
  });

  it("carry a ratio that nobody chose along, and keep a chosen one", () => {
    const untouched = run(emptyState(), { type: "setMode", mode: "firstFrame" });
    expect(untouched.ratio).toBe("adaptive");
    expect(run(untouched, { type: "setMode", mode: "text" }).ratio).toBe("16:9");
    expect(run(emptyState(), { type: "set", settings: { ratio: "9:16" } }, { type: "setMode", mode: "firstFrame" }).ratio).toBe("9:16");
  });
});

describe("frames", () => {
  it("have one place each: a new first frame replaces the old one, and nothing else", () => {
    const state = run(withInputs(input("old", "firstFrame"), input("last", "lastFrame"), input("a")), {
      type: "add",
      inputs: [input("new", "firstFrame")],
    });
    expect(keys(state)).toEqual(["last", "a", "new"]);
  });

  it("swap with each other, also when one is missing", () => {
    const both = run(withInputs(input("x", "firstFrame"), input("y", "lastFrame")), { type: "swapFrames" });
    expect(both.inputs.map((entry) => [entry.key, entry.role])).toEqual([
      ["x", "lastFrame"],
      ["y", "firstFrame"],
    ]);
    expect(run(withInputs(input("x", "firstFrame")), { type: "swapFrames" }).inputs[0]?.role).toBe("lastFrame");
  });

  it("can be made of a reference, which then is one no longer", () => {
    const state = run(withInputs(input("a"), input("b")), { type: "setRole", key: "a", role: "firstFrame" });
    expect(state.inputs.map((entry) => [entry.key, entry.role])).toEqual([
      ["b", "reference"],
      ["a", "firstFrame"],
    ]);
  });
});

describe("references", () => {
  const state = withInputs(input("a"), input("frame", "firstFrame"), input("b"), input("c"));

  it.each([
    ["a", 2, ["b", "c", "a"]],
    ["c", 0, ["c", "a", "b"]],
    ["b", -5, ["b", "a", "c"]],
    ["b", 99, ["a", "c", "b"]],
    ["b", 1, ["a", "b", "c"]],
  ])("%s moved to %i gives %j, frames staying where they are", (key, to, order) => {
    const after = run(state, { type: "move", key, to });
    expect(after.inputs.filter((entry) => entry.role === "reference").map((entry) => entry.key)).toEqual(order);
    expect(after.inputs[1]?.key).toBe("frame");
  });

  it("ignore news about a file that was removed meanwhile", () => {
    const without = run(state, { type: "remove", key: "b" });
    expect(run(without, { type: "update", key: "b", patch: { upload: null } })).toBe(without);
  });
});
