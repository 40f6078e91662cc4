import { expect, it } from "vitest";
import { createPace } from "./pace";

it("says nothing before it knows, then the last seconds' speed and what is left by it", () => {
  let at = 0;
  const pace = createPace(1_000_000, () => at);
  expect(pace.note(0)).toBeNull();
  at = 1_000;
  expect(pace.note(100_000)).toBeNull();
  at = 2_000;
  expect(pace.note(200_000)).toEqual({ bytesPerSecond: 100_000, secondsLeft: 8 });
  // Ten times slower from here on: what was before is forgotten.
  for (let second = 3; second <= 8; second++) {
    at = second * 1_000;
    pace.note(200_000 + (second - 2) * 10_000);
  }
  expect(pace.note(260_000)?.bytesPerSecond).toBeCloseTo(10_000, -2);
});

it("begins anew when a part has to go once more", () => {
  let at = 0;
  const pace = createPace(1_000_000, () => at);
  pace.note(0);
  at = 2_000;
  expect(pace.note(400_000)).not.toBeNull();
  at = 3_000;
  expect(pace.note(100_000)).toBeNull();
});
