import { expect, it } from "vitest";
import { shownItems, startsOf, type TimelineItem, totalFrames } from "./timeline";

let count = 0;
const clip = (frames: number, transitionFrames = 0, part: object = {}): TimelineItem => ({
  ...{ kind: "clip", id: String(++count), generationId: "g", fileName: "a.mp4", sourceFrames: frames, missing: null },
  ...{ inFrame: 0, outFrame: frames, transitionFrames },
  ...part,
});
const card = (frames: number, transitionFrames = 0): TimelineItem => ({
  ...{ kind: "title", id: String(++count), title: "Dawn", inFrame: 0, outFrame: frames, transitionFrames },
});
const fades = (items: readonly TimelineItem[]) => shownItems(items).map(({ transitionFrames }) => transitionFrames);

it("a film is as long as what is shown of its items, less what its cross-fades show twice", () => {
  const items = shownItems([clip(120, 12), clip(120, 0, { inFrame: 20, outFrame: 100 }), card(48, 6), clip(121)]);
  expect(totalFrames(items)).toBe(120 + 80 + 48 + 121 - 12 - 6);
  expect(startsOf(items)).toEqual([0, 108, 188, 230]);
});

it("the last item fades into nothing", () => {
  expect(fades([clip(120, 12), clip(120, 12)])).toEqual([12, 0]);
  expect(totalFrames(shownItems([]))).toBe(0);
});

it("a cross-fade is no longer than both of its items have room for", () => {
  expect(fades([clip(120, 48), clip(10, 48), clip(120)])).toEqual([9, 0, 0]);
  expect(fades([clip(10, 48), clip(120)])).toEqual([9, 0]);
  expect(fades([clip(1, 48), clip(120)])).toEqual([0, 0]);
});

it("a clip that is missing is left out, and what stood round it fades into each other", () => {
  const items = [clip(120, 12), clip(120, 24, { missing: "trashed" }), clip(6)];
  expect(shownItems(items).map(({ id }) => id)).toEqual([items[0]!.id, items[2]!.id]);
  expect(fades(items)).toEqual([5, 0]);
});

it("a source that is shorter than it was gives what it has", () => {
  expect(shownItems([clip(100, 0, { inFrame: 40, outFrame: 120 })])).toMatchObject([{ inFrame: 40, outFrame: 100 }]);
  expect(shownItems([clip(100, 0, { inFrame: 110, outFrame: 120 })])).toMatchObject([{ inFrame: 99, outFrame: 100 }]);
});
