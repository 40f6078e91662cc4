import { expect, it } from "vitest";
import { countFrames, formatTimecode, frameAt, middleOf } from "./timecode";

it("counts hours, minutes, seconds and frames", () => {
  expect(formatTimecode(0, 24)).toBe("00:00:00:00");
  expect(formatTimecode(79, 24)).toBe("00:00:03:07");
  expect(formatTimecode(24 * 75, 24)).toBe("00:01:15:00");
  expect(formatTimecode(59, 29.97)).toBe("00:00:01:29");
});

it("a five second clip of this provider has 121 frames", () => expect(countFrames(5.0417, 24)).toBe(121));

it("every frame is found again at its own middle and at its own beginning", () => {
  for (let frame = 0; frame < 361; frame++) {
    expect(frameAt(middleOf(frame, 24), 24)).toBe(frame);
    expect(frameAt(frame / 24, 24)).toBe(frame);
  }
});
