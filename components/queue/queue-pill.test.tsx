import { expect, it } from "vitest";
import { draw, seen } from "@/lib/testing/draw";
import { QueuePill } from "./queue-pill";

const pill = (counts: { running?: number; waiting?: number; uncertain?: number }): string =>
  draw(<QueuePill team="studio" userId="me" initial={{ running: 0, waiting: 0, uncertain: 0, mine: 0, ...counts }} />);

it("says what its numbers count where there is room, and no more than there is", () => {
  expect(seen(pill({ running: 1, uncertain: 1 }))).toMatch(/^1 running · 1 unsure/);
  expect(seen(pill({ running: 2, waiting: 3 }))).toMatch(/^2 running · 3 waiting/);
  expect(pill({})).toBe("");
});
