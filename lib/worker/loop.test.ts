import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { startLoop } from "./loop";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("rounds that fail come less and less often, at least every ten seconds, and as often as ever once one succeeds", async () => {
  let isAway = true;
  const at: number[] = [];
  const loop = startLoop("test", 1_000, () => {
    at.push(Date.now());
    return isAway ? Promise.reject(new Error("no database")) : Promise.resolve();
  });
  const gaps = (): number[] => at.slice(1).map((time, index) => time - at[index]!);
  await vi.advanceTimersByTimeAsync(36_000);
  expect(gaps()).toEqual([1_000, 2_000, 4_000, 8_000, 10_000, 10_000]);
  isAway = false;
  at.length = 0;
  await vi.advanceTimersByTimeAsync(13_000);
  expect(gaps().slice(0, 3)).toEqual([1_000, 1_000, 1_000]);
  await loop.stop();
});
