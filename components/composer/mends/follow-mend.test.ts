import { beforeEach, expect, it, vi } from "vitest";
import type { FileProblem } from "@/lib/assets/limits";
import type { MendView } from "@/lib/assets/mends/view";
import type { AssetView } from "@/lib/assets/view";
import type { ComposerEngine } from "../engine/composer-engine";
import { type ComposerInput, emptyState, inputFromAsset } from "../engine/composer-state";
import { reduceComposer } from "../engine/draft-reducer";

const server = vi.hoisted(() => ({ mends: [] as unknown[], ask: vi.fn(), cancel: vi.fn() }));
vi.mock("@/lib/assets/actions", () => ({ mendAssetAction: server.ask, cancelMendAction: server.cancel }));
vi.mock("@/components/data/fetch-json", async (original) => ({ ...(await original<object>()), fetchJson: async () => server.mends }));

const { mendInput, resumeMends, stopMend, takeFrom } = await import("./follow-mend");

let count = 0;
const asset = (patch: Partial<AssetView> = {}): AssetView => ({
  ...{ id: `asset-${(count += 1)}`, kind: "video", status: "ready", name: "film.mp4", mimeType: "video/mp4", sizeBytes: 10 },
  ...{ width: 864, height: 496, durationMs: 20_000, problem: null, fittedFrom: null },
  ...patch,
});
const LONG: FileProblem = { code: "tooLong", values: { seconds: 20, min: 2, max: 15 } };

/** A composer with one file in it. */
function composerWith(file: AssetView) {
  let state = { ...emptyState(), mode: "references" as const, inputs: [inputFromAsset(file, "reference", "k")] as ComposerInput[] };
  const refused: FileProblem[] = [];
  const undo: (() => void)[] = [];
  const engine = {
    team: "team",
    getSnapshot: () => ({ state }),
    dispatch: (action: Parameters<typeof reduceComposer>[1]) => void (state = reduceComposer(state, action) as typeof state),
    receive: (key: string, patch: Partial<ComposerInput>) => engine.dispatch({ type: "update", key, patch }),
    refuse: (_name: string, problem: FileProblem) => refused.push(problem),
    tellOfMended: (back: () => void) => undo.push(back),
    hasRoomFor: () => true,
  };
  return { engine: engine as unknown as ComposerEngine, input: () => state.inputs[0]!, inputs: () => state.inputs, refused, undo };
}

/** What the studio tells of the mend that was asked for last. */
function tell(patch: Partial<MendView>): void {
  const { asId, id } = server.ask.mock.lastCall![1] as { asId: string; id: string };
  server.mends = [{ id: asId, sourceId: id, kind: "fit", status: "running", progress: 0, failure: null, asset: null, ...patch }];
}

beforeEach(() => {
  vi.useFakeTimers();
  server.mends = [];
  server.ask.mockReset().mockResolvedValue({ ok: true, data: {} });
  server.cancel.mockReset().mockResolvedValue({ ok: true, data: { cancelled: true } });
  return () => void vi.useRealTimers();
});

it("shows how far it is, puts the new file in the place of the old one, and Undo brings that back", async () => {
  const file = asset({ problem: LONG });
  const { engine, input, undo, refused } = composerWith(file);
  void mendInput(engine, input(), { kind: "trim", startMs: 0, endMs: 15_000 });
  expect(input().upload).toMatchObject({ step: "mending", percent: 0 });
  await vi.advanceTimersByTimeAsync(0);
  tell({ progress: 40 });
  await vi.advanceTimersByTimeAsync(300);
  expect(input()).toMatchObject({ asset: { id: file.id }, upload: { step: "mending", percent: 40 } });
  const made = asset({ name: "film.mp4", durationMs: 15_000 });
  tell({ status: "ready", asset: made });
  await vi.advanceTimersByTimeAsync(1_100);
  expect(input()).toMatchObject({ key: "k", asset: { id: made.id }, upload: null });
  undo[0]!();
  expect(input()).toMatchObject({ key: "k", asset: { id: file.id }, upload: { step: "problem", problem: LONG } });
  expect(refused).toEqual([]);
});

it("says why it could not be mended, and what was there stays", async () => {
  const file = asset({ problem: LONG });
  const { engine, input, refused } = composerWith(file);
  void mendInput(engine, input(), { kind: "fit" });
  await vi.advanceTimersByTimeAsync(0);
  tell({ status: "failed", failure: "unreadable" });
  await vi.advanceTimersByTimeAsync(300);
  expect(input().upload).toMatchObject({ step: "problem", problem: LONG });
  expect(refused).toEqual([{ code: "notMended", values: { reason: "unreadable" } }]);
});

it("repeats the server's sentence where it could not begin, and says when the line broke", async () => {
  const { engine, input, refused } = composerWith(asset({ problem: LONG }));
  server.ask.mockResolvedValueOnce({ ok: false, error: { code: "storage-full", fields: { file: { code: "storageFull", values: {} } } } });
  await mendInput(engine, input(), { kind: "fit" });
  server.ask.mockRejectedValueOnce(new Error("offline"));
  await mendInput(engine, input(), { kind: "fit" });
  expect(refused.map(({ code }) => code)).toEqual(["storageFull", "network"]);
  expect(input().upload).toMatchObject({ step: "problem", problem: LONG });
});

it("is cancelled: what was there stands there again, whatever comes of it later", async () => {
  const file = asset({ problem: LONG });
  const { engine, input } = composerWith(file);
  void mendInput(engine, input(), { kind: "fit" });
  await vi.advanceTimersByTimeAsync(0);
  tell({ progress: 10 });
  stopMend(engine, input());
  expect(server.cancel).toHaveBeenCalledOnce();
  tell({ status: "ready", asset: asset() });
  await vi.advanceTimersByTimeAsync(5_000);
  expect(input()).toMatchObject({ asset: { id: file.id }, upload: { step: "problem", problem: LONG } });
});

it("what is made of a clip comes beside it, and goes again where nothing came of it", async () => {
  const { engine, input, inputs, refused } = composerWith(asset({ durationMs: 5_000 }));
  void takeFrom(engine, input(), { kind: "frame", part: "first" }, "image");
  expect(inputs()).toHaveLength(2);
  await vi.advanceTimersByTimeAsync(0);
  tell({ status: "ready", kind: "frame", asset: asset({ kind: "image", name: "film-first.png" }) });
  await vi.advanceTimersByTimeAsync(300);
  expect(inputs()[1]).toMatchObject({ kind: "image", name: "film-first.png", upload: null });
  void takeFrom(engine, input(), { kind: "sound" }, "audio");
  await vi.advanceTimersByTimeAsync(0);
  tell({ status: "failed", kind: "sound", failure: "noSound" });
  await vi.advanceTimersByTimeAsync(300);
  expect(inputs()).toHaveLength(2);
  expect(refused).toEqual([{ code: "notMended", values: { reason: "noSound" } }]);
});

it("goes on after a reload, because the worker did", async () => {
  const file = asset({ problem: LONG });
  const { engine, input, inputs } = composerWith(file);
  const made = asset();
  server.mends = [{ id: "m", sourceId: file.id, kind: "trim", status: "running", progress: 55, failure: null, asset: null }];
  await resumeMends(engine, inputs());
  expect(input().upload).toMatchObject({ step: "mending", mendId: "m", percent: 55 });
  server.mends = [{ id: "m", sourceId: file.id, kind: "trim", status: "ready", progress: 100, failure: null, asset: made }];
  await vi.advanceTimersByTimeAsync(300);
  expect(input().asset!.id).toBe(made.id);
});
