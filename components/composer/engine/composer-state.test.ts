import { describe, expect, it } from "vitest";
import type { AssetView } from "@/lib/assets/view";
import { billedTokens } from "@/lib/models/estimate";
import { DEFAULT_PRICES } from "@/lib/models/prices";
import { estimateOf } from "@/lib/recipes/plan";
import {
  draftFromState,
  emptyState,
  inputFromAsset,
  pendingOf,
  stateFromDraft,
  stateFromTheirs,
  statusOf,
  findComposerProblems,
  plannedInputs,
  type ComposerState,
  withPending,
} from "./composer-state";

const asset = (id: string, patch: Partial<AssetView> = {}): AssetView => ({
  id,
  kind: "image",
  status: "ready",
  name: "a.png",
  mimeType: "image/png",
  sizeBytes: 1000,
  width: 1080,
  height: 1920,
  durationMs: null,
  problem: null,
  fittedFrom: null,
  ...patch,
});
const ID = "0198c0de-0000-7000-8000-00000000000";

describe("a saved draft", () => {
  it("remembers how many takes a press makes; one of before is for one", () => {
    const draft = draftFromState({ ...emptyState(), takes: 4 });
    expect(stateFromDraft({ draft, assets: [] }).takes).toBe(4);
    const { takes: _takes, ...before } = draft;
    expect(stateFromDraft({ draft: before, assets: [] }).takes).toBe(1);
  });

  it("comes back as it was, parked files included", () => {
    const state = {
      ...emptyState(),
      prompt: "A harbour at dawn",
      mode: "text" as const,
      inputs: [inputFromAsset(asset(`${ID}1`), "firstFrame", "k1"), inputFromAsset(asset(`${ID}2`), "reference", "k2")],
    };
    const draft = draftFromState(state);
    expect(draft.inputs).toEqual([
      { role: "firstFrame", assetId: `${ID}1` },
      { role: "reference", assetId: `${ID}2` },
    ]);
    const back = stateFromDraft({ draft, assets: state.inputs.map((input) => input.asset!) });
    expect(draftFromState(back)).toEqual(draft);
  });

  it("of another tab leaves what this one sends as it is, in the place that the other gave it", () => {
    const sending = {
      ...inputFromAsset(asset(`${ID}1`, { status: "uploading" }), "firstFrame" as const, "k1"),
      upload: { step: "uploading" as const, fraction: 0.5, pace: null },
    };
    const ours = { ...emptyState(), inputs: [sending] };
    const theirs = draftFromState({ ...emptyState(), prompt: "Theirs", inputs: [{ ...sending, role: "reference" }] });
    const state = stateFromTheirs({ draft: theirs, assets: [sending.asset!], version: 2 }, ours);
    expect(state).toMatchObject({ prompt: "Theirs", inputs: [{ key: "k1", role: "reference", upload: { fraction: 0.5 } }] });
  });

  it("calls an upload that never ended interrupted, and leaves out what is gone", () => {
    const draft = {
      ...draftFromState(emptyState()),
      inputs: [
        { role: "reference" as const, assetId: `${ID}1` },
        { role: "reference" as const, assetId: `${ID}2` },
      ],
    };
    const state = stateFromDraft({ draft, assets: [asset(`${ID}1`, { status: "uploading" })] });
    expect(state.inputs).toHaveLength(1);
    expect(state.inputs[0]?.upload).toEqual({ step: "interrupted" });
    expect(statusOf(state.inputs[0]!)).toBe("failed");
  });
});

it("a file that was refused comes back with the reason that it had, and not as interrupted or damaged", () => {
  const problem = { code: "wrongFrameRate" as const, values: { fps: 15, min: 24, max: 60 } };
  const draft = { ...draftFromState(emptyState()), inputs: [{ role: "reference" as const, assetId: `${ID}1` }] };
  const { inputs } = stateFromDraft({ draft, assets: [asset(`${ID}1`, { status: "failed", problem })] });
  expect(inputs[0]?.upload).toEqual({ step: "problem", problem, retryable: false });
  expect(statusOf(inputs[0]!)).toBe("failed");
});

it("a file whose upload had not begun comes back in its place, to be chosen again", () => {
  const coming = { ...inputFromAsset(asset(`${ID}2`), "reference" as const, "k2"), asset: null, upload: { step: "reading" as const } };
  const state = {
    ...emptyState(),
    inputs: [inputFromAsset(asset(`${ID}1`), "reference", "k1"), coming, inputFromAsset(asset(`${ID}3`), "reference", "k3")],
  };
  const saved = stateFromDraft({ draft: draftFromState(state), assets: [asset(`${ID}1`), asset(`${ID}3`)] });
  const back = withPending(saved, pendingOf(state));
  expect(back.inputs.map((input) => [input.asset?.id ?? null, input.upload?.step ?? null])).toEqual([
    [`${ID}1`, null],
    [null, "interrupted"],
    [`${ID}3`, null],
  ]);
});

describe("what is judged and priced", () => {
  it("takes the ratio of the first frame and the seconds of reference clips only", () => {
    const clip = inputFromAsset(asset(`${ID}2`, { kind: "video", durationMs: 3000 }), "reference", "k2");
    const state = {
      ...emptyState(),
      mode: "firstFrame" as const,
      ratio: "adaptive" as const,
      inputs: [inputFromAsset(asset(`${ID}1`), "firstFrame", "k1"), clip],
    };
    const tokens = (changes: Partial<ComposerState>) => estimateOf({ ...state, ...changes }, plannedInputs(state), DEFAULT_PRICES).tokens;
    expect(tokens({})).toEqual(tokens({ mode: "text", ratio: "9:16" }));
    expect(tokens({ mode: "references", ratio: "1:1" }).min).toBe(billedTokens("720p", "1:1", 5, 3));
  });

  it("does not let a file through that is still on its way", () => {
    const input = {
      ...inputFromAsset(asset(`${ID}1`), "reference" as const, "k1"),
      asset: null,
      upload: { step: "uploading" as const, fraction: 0.4, pace: null },
    };
    const problems = findComposerProblems({ ...emptyState(), mode: "references", prompt: "x", inputs: [input] }, "native");
    expect(problems.map((problem) => problem.code)).toEqual(["uploading"]);
  });
});
