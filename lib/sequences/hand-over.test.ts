import { expect, it } from "vitest";
import { handOverOf } from "./hand-over";
import type { TimelineItem } from "./timeline";

const clip = (id: string, inFrame: number, outFrame: number, transitionFrames = 0): TimelineItem => ({
  ...{ kind: "clip", id: `item of ${id}`, generationId: id, fileName: `${id}.mp4`, sourceFrames: 121, missing: null },
  ...{ inFrame, outFrame, transitionFrames },
});

it("a sequence is handed over as it is shown: trimmed, with its fades, without what is missing", () => {
  const items: TimelineItem[] = [
    clip("a", 10, 100, 24),
    { ...clip("gone", 0, 50), missing: "trashed" } as TimelineItem,
    { kind: "title", id: "t", title: "The end", inFrame: 0, outFrame: 48, transitionFrames: 0 },
    clip("a", 0, 500),
  ];
  const { ids, edit } = handOverOf({ name: "Harbour", framesPerSecond: 24, width: 1920, height: 1080, items });
  expect(ids).toEqual(["a"]);
  expect(edit).toEqual({
    ...{ name: "Harbour", width: 1920, height: 1080 },
    parts: [
      { kind: "clip", id: "a", from: 10, frames: 90, overlap: 0 },
      { kind: "title", text: "The end", frames: 48, overlap: 24 },
      { kind: "clip", id: "a", from: 0, frames: 121, overlap: 0 },
    ],
  });
});
