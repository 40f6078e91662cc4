import { expect, it } from "vitest";
import { atMost } from "./at-most";

it("runs so many at once, all in the end, also behind one that failed", async () => {
  const run = atMost(2);
  const gates = Array.from({ length: 5 }, () => Promise.withResolvers<number>());
  const begun: number[] = [];
  const all = Promise.allSettled(
    gates.map(({ promise }, index) =>
      run(() => {
        begun.push(index);
        return promise;
      }),
    ),
  );
  await Promise.resolve();
  expect(begun).toEqual([0, 1]);
  gates[1]!.reject(new Error("broken"));
  await expect.poll(() => begun).toEqual([0, 1, 2]);
  for (const [index, gate] of gates.entries()) gate.resolve(index);
  expect((await all).map((one) => (one.status === "fulfilled" ? one.value : "failed"))).toEqual([0, "failed", 2, 3, 4]);
  expect(begun).toEqual([0, 1, 2, 3, 4]);
});
