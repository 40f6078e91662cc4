import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { submitGenerationsAction } from "@/lib/generations/actions";
import { saveDraftAction } from "@/lib/generations/drafts/actions";
import { draftSchema } from "@/lib/generations/schema";
import { emptyShot } from "@/lib/recipes/shots/shot";
import { makeDraft } from "@/lib/testing/draft";
import { createComposerEngine } from "./composer-engine";
import { batchBase } from "./batch-base";
import { draftFromState, emptyState, inputFromAsset, stateFromDraft } from "./composer-state";
import { reduceComposer } from "./draft-reducer";
import { mentionId } from "./follow-mentions";
import { mentionToken } from "@/lib/models/mention-tokens";

vi.mock("@/lib/generations/actions", () => ({ submitGenerationsAction: vi.fn(async () => ({ ok: true, data: [] })) }));
vi.mock("@/lib/generations/drafts/actions", () => ({
  saveDraftAction: vi.fn(async () => ({ ok: true, data: { saved: true, version: 2 } })),
}));
vi.mock("@/lib/assets/actions", () => ({ requestUploadAction: vi.fn() }));

const shots = { rows: [{ ...emptyShot("a", "3"), action: "A door opens" }], put: "A door opens." };

function setUp() {
  const draft = { ...makeDraft({ prompt: "In blue" }), shots };
  const engine = createComposerEngine({
    team: "studio",
    project: { id: "p", slug: "p", name: "P" },
    user: { id: "u", name: "U" },
    initialDraft: { draft, assets: [], version: 1 },
    surface: "native",
  });
  return { engine, state: () => engine.getSnapshot().state };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.clearAllMocks();
});

it("a list of shots comes back with its draft, also one that is not finished", () => {
  const draft = { ...makeDraft(), shots: { rows: [...shots.rows, { ...emptyShot("b"), seconds: "2.5" }], put: "x" } };
  expect(draftSchema.parse(draft)).toEqual(draft);
  expect(draftFromState(stateFromDraft({ draft, assets: [] }))).toEqual(draft);
});

it("what is put into the prompt sets the length, and one press takes back both and leaves the list", () => {
  const { engine, state } = setUp();
  const before = state();
  engine.putShots({ prompt: "In blue\n10 seconds.", put: "10 seconds.", durationSeconds: 10 });
  expect(state()).toMatchObject({ prompt: "In blue\n10 seconds.", durationSeconds: 10, shots: { rows: shots.rows, put: "10 seconds." } });
  expect(engine.getSnapshot().notice?.code).toBe("shotsPut");
  engine.getSnapshot().notice!.undo();
  expect(state()).toMatchObject({ prompt: "In blue", durationSeconds: before.durationSeconds, shots });
});

it("a recipe that is taken over leaves the list as it was", () => {
  const { engine, state } = setUp();
  engine.begin({ settings: { prompt: "A lighthouse" }, files: [] });
  expect(state()).toMatchObject({ prompt: "A lighthouse", shots });
});

it("is saved with the draft, and sent with nothing", async () => {
  const { engine, state } = setUp();
  await engine.submit(() => undefined);
  const [, { presses }] = vi.mocked(submitGenerationsAction).mock.lastCall!;
  expect(presses[0]!.draft).not.toHaveProperty("shots");
  expect(batchBase(state()).recipe).not.toHaveProperty("shots");
  engine.dispatch({ type: "set", settings: { shots: { rows: [] } } });
  await vi.advanceTimersByTimeAsync(1000);
  expect(vi.mocked(saveDraftAction).mock.lastCall?.[1]).toMatchObject({ draft: { shots: { rows: [] } } });
});

it("its numbers and mentions follow the files as those of the prompt do", () => {
  const asset = (id: string) => ({
    ...{ id, kind: "image" as const, status: "ready" as const, name: `${id}.png`, mimeType: "image/png", sizeBytes: 1 },
    ...{ width: 800, height: 600, durationMs: null, problem: null, fittedFrom: null },
  });
  const [one, two] = ["1", "2"].map((end) => inputFromAsset(asset(`00000000-0000-7000-8000-00000000000${end}`), "reference", end));
  const text = `Image 2 meets ${mentionToken(mentionId(one!))}`;
  const state = {
    ...{ ...emptyState(), mode: "references" as const, inputs: [one!, two!], prompt: text },
    shots: { rows: [{ ...emptyShot("a"), action: text, camera: "Pan left" }], put: text },
  };
  const next = reduceComposer(state, { type: "remove", key: "1" });
  expect(next.prompt).toContain("Image 1 meets");
  expect(next.shots).toEqual({ rows: [{ ...emptyShot("a"), action: next.prompt, camera: "Pan left" }], put: next.prompt });
});
