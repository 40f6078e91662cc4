import { describe, expect, it } from "vitest";
import { CALL_PACE } from "@/lib/connections/call-pace";
import { createRandom, simulateNaivePolling, simulatePolling, taskLengthMs } from "./poll-simulation";

describe("simulated tasks", () => {
  it("last as long as those in the field: p5 44 s, p50 107 s, p95 309 s", () => {
    const random = createRandom(1);
    const lengths = Array.from({ length: 20_000 }, () => taskLengthMs(random) / 1_000).sort((a, b) => a - b);
    const percentile = (share: number): number => lengths[Math.floor(lengths.length * share)]!;
    expect(percentile(0.05)).toBeCloseTo(44, -1);
    expect(percentile(0.5)).toBeCloseTo(107, -1);
    expect(percentile(0.95) / 309).toBeCloseTo(1, 1);
  });
});

describe("looking at many tasks", { timeout: 60_000 }, () => {
  it("costs what it promises without being asked one by one, and is the same in every run", async () => {
    const naive = simulateNaivePolling(100);
    expect(naive.callsPerMinute).toBeGreaterThan(550);
    expect(naive.meanLagSeconds).toBeCloseTo(5, 0);
    const ours = await simulatePolling(100, { canList: true });
    expect(ours.callsPerMinute).toBeLessThanOrEqual(20);
    expect(ours.meanLagSeconds).toBeLessThan(naive.meanLagSeconds);
    expect(await simulatePolling(100, { canList: true })).toEqual(ours);
  });

  it("stays within the account's budget, also where nothing can be listed", async () => {
    const [listed, single] = [await simulatePolling(1_000, { canList: true }), await simulatePolling(100, { canList: false })];
    for (const { callsPerMinute } of [listed, single]) expect(callsPerMinute).toBeLessThanOrEqual(CALL_PACE.perSecond * 60);
    // The target of a thousand tasks: 40 calls a minute, and news within 3 s.
    expect(listed.callsPerMinute).toBeLessThanOrEqual(40);
    expect(listed.meanLagSeconds).toBeLessThanOrEqual(3);
  });
});
