import { beforeEach, expect, it, vi } from "vitest";
import type { AssetView } from "@/lib/assets/view";
import { clipAsInputAction } from "@/lib/generations/actions";
import { dropClip } from "./take-clip";

vi.mock("@/lib/generations/actions", () => ({ clipAsInputAction: vi.fn() }));

const asset = { id: "a", name: "harbour.mp4" } as AssetView;
const engine = { team: "studio", place: vi.fn(() => true), refuse: vi.fn() };

beforeEach(() => {
  vi.clearAllMocks();
  vi.mocked(clipAsInputAction).mockResolvedValue({ ok: true, data: asset });
});

it.each([
  ["auto", "whole", "references"],
  ["references", "whole", "references"],
  ["firstFrame", "last", "firstFrame"],
  ["lastFrame", 0, "lastFrame"],
] as const)("a clip that is let go over %s: %s of it becomes %s", async (target, part, place) => {
  await dropClip(engine, { id: "c", name: "Harbour" }, target);
  expect(clipAsInputAction).toHaveBeenCalledWith("studio", { id: "c", part });
  expect(engine.place).toHaveBeenCalledWith(asset, place);
  expect(engine.refuse).not.toHaveBeenCalled();
});

it("one that cannot be taken is named with its reason", async () => {
  const problem = { code: "tooLarge", values: { megabytes: 80, limit: 50 } };
  vi.mocked(clipAsInputAction).mockResolvedValueOnce({ ok: false, error: { code: "bad-input", fields: { file: problem } } });
  await dropClip(engine, { id: "c", name: "Harbour" }, "auto");
  vi.mocked(clipAsInputAction).mockRejectedValueOnce(new Error("offline"));
  await dropClip(engine, { id: "c", name: "Harbour" }, "auto");
  expect(engine.refuse.mock.calls).toEqual([
    ["Harbour", problem],
    ["Harbour", { code: "network", values: {} }],
  ]);
  expect(engine.place).not.toHaveBeenCalled();
});
