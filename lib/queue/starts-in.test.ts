import { expect, it } from "vitest";
import { startsInSeconds } from "./starts-in";

const full = { all: 3, taken: 3, unconfirmed: 0 };

it("is now for whoever finds a free place", () => {
  expect(startsInSeconds(1, { all: 3, taken: 2, unconfirmed: 0 }, 120)).toBe(0);
  expect(startsInSeconds(3, { all: 3, taken: 0, unconfirmed: 0 }, null)).toBe(0);
});

it("is the place in line times how long a clip takes, shared by the places", () => {
  expect(startsInSeconds(1, full, 120)).toBe(40);
  expect(startsInSeconds(6, full, 120)).toBe(240);
  expect(startsInSeconds(2, { all: 1, taken: 1, unconfirmed: 0 }, 90)).toBe(180);
  expect(startsInSeconds(2, { all: 3, taken: 2, unconfirmed: 0 }, 120)).toBe(40);
});

it("is not known without a history", () => expect(startsInSeconds(4, full, null)).toBeNull());

it("survives a concurrency that was lowered below what runs", () =>
  expect(startsInSeconds(1, { all: 1, taken: 3, unconfirmed: 0 }, 60)).toBe(60));

it("does not count on the places of clips that are not confirmed, and does not pretend to know when these hold all", () => {
  expect(startsInSeconds(1, { ...full, unconfirmed: 1 }, 120)).toBe(60);
  expect(startsInSeconds(1, { ...full, unconfirmed: 3 }, 120)).toBeNull();
  expect(startsInSeconds(1, { all: 3, taken: 2, unconfirmed: 2 }, 120)).toBe(0);
});
