import { expect, it } from "vitest";
import { heightPerClip, MOST_PX, rankIn, roomFor } from "./room";

it("a clip takes its part of a row", () => {
  const measures = { width: 1328, columnGap: 12, scale: 0.796875, captionHeight: 76, dayHeight: 44, lineHeight: 64, foldHeight: 64 };
  const perClip = heightPerClip({ ...measures, mostStretch: 2, settledAt: "" });
  expect(perClip).toBeCloseTo((((1328 - 36) / 4) * (9 / 16) + 76) / 4, 0);
});

it("what is not loaded has its own height, and of very much its share of what a browser draws", () => {
  expect(roomFor({ above: 0, below: 0 }, 500, 60)).toEqual({ before: 0, after: 0 });
  expect(roomFor({ above: 100, below: 300 }, 500, 60)).toEqual({ before: 6_000, after: 18_000 });
  const { before, after } = roomFor({ above: 250_000, below: 749_940 }, 4_000, 64);
  expect(before + after + 4_000).toBe(MOST_PX);
  expect(before / after).toBeCloseTo(250_000 / 749_940);
});

it("a page of any number of clips is one that Firefox draws to its end, also on a screen of four pixels for one", () => {
  const drawn = 17_900_000;
  for (const count of [60, 100_000, 1_000_000, 50_000_000])
    for (const height of [2_000, 40_000, 400_000]) {
      const { before, after } = roomFor({ above: count / 2, below: count / 2 }, height, 120);
      expect((before + height + after) * 4, `${count} clips, ${height} px of them loaded`).toBeLessThan(drawn);
    }
});

it("each place of the page stands for one clip of the million, in order, from the first to the last", () => {
  const beyond = { above: 250_000, below: 749_940 };
  const loaded = { count: 60, height: 4_000 };
  const room = roomFor(beyond, loaded.height, 64);
  const rank = (top: number) => rankIn(room, beyond, loaded, top);
  expect([rank(-10), rank(0)]).toEqual([0, 0]);
  expect(rank(MOST_PX)).toBe(1_000_000);
  expect([rank(room.before), rank(room.before + loaded.height)], "what is loaded says for itself where one is").toEqual([null, null]);
  let last = -1;
  for (let top = 0; top <= MOST_PX; top += 997) {
    const here = rank(top);
    if (here === null) continue;
    expect(here).toBeGreaterThan(last);
    last = here;
  }
});
