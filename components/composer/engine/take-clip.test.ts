import { beforeEach, expect, it, vi } from "vitest";
import type { AssetView } from "@/lib/assets/view";
import { clipAsInputAction } from "@/lib/generations/actions";
import type { ActionError } from "@/lib/shared/result";
import { makeDraft } from "@/lib/testing/draft";
import { createComposerEngine } from "./composer-engine";
import { dropClip } from "./take-clip";

vi.mock("@/lib/generations/actions", () => ({ clipAsInputAction: vi.fn() }));

const asset = (id: string, kind: AssetView["kind"]): AssetView => ({
  ...{ id, kind, status: "ready", name: `${id} of the harbour`, mimeType: "", sizeBytes: 1, problem: null, fittedFrom: null },
  ...{ width: 800, height: 600, durationMs: null },
});
const taken = vi.mocked(clipAsInputAction);
const clip = { id: "c", name: "Harbour" };

/** A composer, and what the studio will say of the clip. */
function setUp(inputs: { role: "firstFrame" | "lastFrame" | "reference"; assetId: string }[] = []) {
  const draft = makeDraft({ mode: inputs.length > 0 ? "firstLast" : "text", inputs });
  const assets = inputs.map(({ assetId }) => asset(assetId, "image"));
  const engine = createComposerEngine({
    ...{ team: "studio", project: { id: "p", slug: "p", name: "P" }, user: { id: "u", name: "U" }, surface: "native" },
    initialDraft: { draft, assets, version: 1 },
  });
  const answer = Promise.withResolvers<Awaited<ReturnType<typeof clipAsInputAction>>>();
  taken.mockReturnValue(answer.promise);
  const shown = () => engine.getSnapshot().state.inputs.map(({ role, name, upload }) => [role, name, upload?.step ?? "there"]);
  const refused = () => engine.getSnapshot().rejected.map(({ name, problem }) => [name, problem.code]);
  const refuse = (error: ActionError) => answer.resolve({ ok: false, error });
  return { engine, answer, shown, refused, refuse, mode: () => engine.getSnapshot().state.mode };
}

beforeEach(() => {
  vi.clearAllMocks();
});

it.each([
  ["auto", "whole", "reference", "references", "checking"],
  ["references", "whole", "reference", "references", "checking"],
  ["firstFrame", "last", "firstFrame", "firstFrame", "cutting"],
  ["lastFrame", 0, "lastFrame", "firstLast", "cutting"],
] as const)("a clip that is let go over %s is in its place at once: %s of it becomes %s", async (target, part, role, mode, step) => {
  const { engine, answer, shown, refused, mode: modeNow } = setUp();
  const dropped = dropClip(engine, clip, target);
  expect([shown(), modeNow()]).toEqual([[[role, "Harbour", step]], mode]);
  answer.resolve({ ok: true, data: asset("made", role === "reference" ? "video" : "image") });
  await dropped;
  expect(taken).toHaveBeenCalledWith("studio", { id: "c", part });
  expect(shown()).toEqual([[role, "made of the harbour", "there"]]);
  expect(refused()).toEqual([]);
});

it("a frame that is there stays until the other one can take its place, and when it cannot", async () => {
  const before = [["firstFrame", "old of the harbour", "there"]];
  const first = setUp([{ role: "firstFrame", assetId: "old" }]);
  const dropped = dropClip(first.engine, clip, "firstFrame");
  expect(first.shown()).toEqual([["firstFrame", "old of the harbour", "cutting"]]);
  first.answer.resolve({ ok: true, data: asset("made", "image") });
  await dropped;
  expect(first.shown()).toEqual([["firstFrame", "made of the harbour", "there"]]);

  const second = setUp([{ role: "firstFrame", assetId: "old" }]);
  second.refuse({ code: "media-damaged" });
  await dropClip(second.engine, clip, "firstFrame");
  expect([second.shown(), second.refused()]).toEqual([before, [["Harbour", "clipDamaged"]]]);
});

it("one that cannot be taken is named with its reason, and nothing stands in its place", async () => {
  const tooLarge = { code: "tooLarge", values: { megabytes: 80, limit: 50 } };
  for (const [error, code] of [
    [{ code: "bad-input", fields: { file: tooLarge } }, "tooLarge"],
    [{ code: "not-found" }, "clipGone"],
    [{ code: "not-allowed" }, "notAllowed"],
    [{ code: "unavailable" }, "unexpected"],
  ] as const) {
    const { engine, shown, refused, refuse } = setUp();
    refuse(error);
    await dropClip(engine, clip, "auto");
    expect([shown(), refused()]).toEqual([[], [["Harbour", code]]]);
  }
  const { engine, answer, refused } = setUp();
  answer.reject(new Error("offline"));
  await dropClip(engine, clip, "lastFrame");
  expect(refused()).toEqual([["Harbour", "network"]]);
});

it("what was taken away meanwhile does not come back", async () => {
  for (const inputs of [[], [{ role: "lastFrame" as const, assetId: "old" }]]) {
    const { engine, answer, shown } = setUp(inputs);
    const dropped = dropClip(engine, clip, "lastFrame");
    engine.remove(engine.getSnapshot().state.inputs[0]!);
    answer.resolve({ ok: true, data: asset("made", "image") });
    await dropped;
    expect(shown()).toEqual([]);
  }
});
