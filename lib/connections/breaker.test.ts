import { describe, expect, it } from "vitest";
import { createFakeClock } from "@/lib/testing/fake-clock";
import { createBreaker, PROBE_EVERY_MS } from "./breaker";

const start = () => {
  const clock = createFakeClock();
  return { clock, breaker: createBreaker(() => clock.now()) };
};

describe("the breaker of an account", () => {
  it("opens at the fifth failure in a row, and not before", () => {
    const { breaker } = start();
    for (let failure = 1; failure <= 4; failure++) breaker.report("failed");
    expect(breaker.take()).toBe(true);
    breaker.report("failed");
    expect([breaker.isShut(), breaker.take()]).toEqual([true, false]);
  });

  it("opens when more than half of the calls of a minute failed, in whatever order", () => {
    const { clock, breaker } = start();
    for (const outcome of ["failed", "ok", "failed", "ok", "failed", "ok", "failed", "ok", "failed"] as const) {
      clock.advance(1_000);
      breaker.report(outcome);
    }
    expect(breaker.isShut()).toBe(false);
    breaker.report("failed");
    expect(breaker.isShut()).toBe(true);
  });

  it("lets one probe through every half minute, and closes when it succeeds", () => {
    const { clock, breaker } = start();
    for (let failure = 1; failure <= 5; failure++) breaker.report("failed");
    let probes = 0;
    for (let second = 0; second < 600; second++) {
      clock.advance(1_000);
      if (!breaker.take()) continue;
      probes++;
      breaker.report("failed");
    }
    expect(probes).toBe(600_000 / PROBE_EVERY_MS);
    clock.advance(PROBE_EVERY_MS);
    expect(breaker.take()).toBe(true);
    breaker.report("ok");
    expect([breaker.take(), breaker.take(), breaker.isShut()]).toEqual([true, true, false]);
  });

  it("forgets failures that are more than a minute old", () => {
    const { clock, breaker } = start();
    for (const outcome of ["failed", "failed", "failed", "failed", "ok"] as const) breaker.report(outcome);
    clock.advance(61_000);
    for (const outcome of ["ok", "ok", "ok", "ok", "ok", "failed"] as const) breaker.report(outcome);
    expect(breaker.isShut()).toBe(false);
  });

  it("stays away for as long as the provider said", () => {
    const { clock, breaker } = start();
    breaker.pause(120_000);
    clock.advance(119_000);
    expect(breaker.take()).toBe(false);
    clock.advance(2_000);
    expect(breaker.take()).toBe(true);
  });
});
