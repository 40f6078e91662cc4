import { describe, expect, it } from "vitest";
import { shapeOf, type ShapeFacts } from "./shape";

const asked: ShapeFacts = {
  model: "seedance-2.0",
  resolution: "720p",
  ratio: "16:9",
  actualResolution: null,
  actualRatio: null,
  video: null,
  inputs: [],
};

describe("shapeOf", () => {
  it("is the table's size for what was asked", () =>
    expect(shapeOf({ ...asked, resolution: "480p" })).toEqual({ width: 864, height: 496 }));
  it("follows what the provider reports over what was asked", () =>
    expect(shapeOf({ ...asked, ratio: "adaptive", actualRatio: "9:16", actualResolution: "480p" })).toEqual({ width: 496, height: 864 }));
  it("is the file's own size once there is one", () =>
    expect(shapeOf({ ...asked, video: { width: 1278, height: 718 } })).toEqual({ width: 1278, height: 718 }));
  it("follows the first picture where the ratio is left to it, past a sound that has no size", () =>
    expect(
      shapeOf({
        ...asked,
        ratio: "adaptive",
        inputs: [
          { width: null, height: null },
          { width: 3000, height: 4100 },
        ],
      }),
    ).toEqual({ width: 834, height: 1112 }));
  it("is wide when nothing is known", () =>
    expect(shapeOf({ ...asked, ratio: "adaptive", resolution: "8k" })).toEqual({ width: 1280, height: 720 }));
});
