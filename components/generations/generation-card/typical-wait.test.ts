import { expect, it } from "vitest";
import type { GenerationView } from "@/lib/generations/view";
import { typicalWait } from "./typical-wait";

const took = (seconds: number, overrides: Partial<GenerationView> = {}) =>
  ({
    status: "ready",
    model: "seedance-2.0",
    resolution: "720p",
    times: { accepted: new Date(0).toISOString(), succeeded: new Date(seconds * 1000).toISOString() },
    ...overrides,
  }) as unknown as GenerationView;

const wanted = took(0, { status: "running" });

it("says nothing from less than five", () =>
  expect(
    typicalWait(
      [1, 2, 3, 4].map((s) => took(s)),
      wanted,
    ),
  ).toBeNull());

it("leaves out the slowest and the fastest", () => {
  const seconds = [5, 60, 70, 80, 90, 100, 110, 120, 130, 140, 900];
  expect(
    typicalWait(
      seconds.map((s) => took(s)),
      wanted,
    ),
  ).toEqual({ fromSeconds: 60, toSeconds: 140 });
});

it("learns from the same model and resolution only, and never from one that did not finish", () => {
  const others = [
    ...[1, 2, 3].map((s) => took(s, { resolution: "480p" })),
    ...[1, 2, 3].map((s) => took(s, { model: "seedance-2.0-fast" })),
    ...[1, 2].map((s) => took(s, { status: "failed" })),
  ];
  expect(typicalWait([...others, ...[50, 51, 52, 53].map((s) => took(s))], wanted)).toBeNull();
});
