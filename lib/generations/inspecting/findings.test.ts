import { describe, expect, it } from "vitest";
import type { Measured } from "@/lib/platform/ffmpeg/measure-clip";
import { type Asked, judge, type Made, readFindings } from "./findings";

const ASKED: Asked = {
  ...{ mode: "text", model: "seedance-2.0", resolution: "720p", ratio: "16:9", durationSeconds: 5, sound: true },
  ...{ prompt: "A boat", hasVideoInput: false },
};
const MADE: Made = { width: 1280, height: 720, durationMs: 5_042, hasSound: true };
const NOTHING: Measured = { black: [], frozen: [], silent: [], cutsMs: [], clipped: [], peaks: null };

const found = ({ asked, made, seen }: { asked?: Partial<Asked>; made?: Partial<Made>; seen?: Partial<Measured> }) =>
  judge({ ...ASKED, ...asked }, { ...MADE, ...made }, { ...NOTHING, ...seen });

describe("what is told of a clip", () => {
  it("is nothing where it came as it was asked for", () => {
    expect(found({})).toEqual([]);
    expect(found({ seen: { cutsMs: [2_000] } }), "nobody said how many shots").toEqual([]);
  });

  it("is each black, still, silent and cut-off part, with its moments", () => {
    expect(found({ seen: { black: [[0, 1_000]], frozen: [[2_000, 4_500]], silent: [[1_000, 5_042]], clipped: [[300, 400]] } })).toEqual([
      { kind: "black", spans: [[0, 1_000]] },
      { kind: "frozen", spans: [[2_000, 4_500]] },
      { kind: "silent", spans: [[1_000, 5_042]] },
      { kind: "clipped", spans: [[300, 400]] },
    ]);
  });

  it("does not call still what it calls black", () => {
    expect(found({ seen: { black: [[1_000, 4_000]], frozen: [[1_040, 4_000]] } }).map(({ kind }) => kind)).toEqual(["black"]);
  });

  it("asks for sound only of those that were to have some", () => {
    const silent = { silent: [[0, 5_042] as const] };
    expect(found({ made: { hasSound: false } })).toEqual([{ kind: "noSound", spans: [] }]);
    expect(found({ asked: { sound: false }, made: { hasSound: false } })).toEqual([]);
    expect(found({ asked: { sound: false }, seen: silent })).toEqual([]);
  });

  it("is another size, but for the blocks of an encoder, and not where an input gives its own", () => {
    const size = [{ kind: "size", spans: [], found: [720, 1280], asked: [1280, 720] }];
    expect(found({ made: { width: 720, height: 1280 } })).toEqual(size);
    expect(found({ made: { width: 1280, height: 735 } })).toEqual([]);
    expect(found({ asked: { mode: "references" }, made: { width: 720, height: 1280 } })).toEqual(size);
    for (const asked of [{ ratio: "adaptive" }, { mode: "firstFrame" }, { hasVideoInput: true }, { model: "unknown" }] as const)
      expect(found({ asked, made: { width: 720, height: 1280 } })).toEqual([]);
  });

  it("is another length than a second more or less", () => {
    expect(found({ made: { durationMs: 5_900 } })).toEqual([]);
    expect(found({ made: { durationMs: 8_042 } })).toEqual([{ kind: "length", spans: [], found: [8.042], asked: [5] }]);
    expect(found({ asked: { durationSeconds: null }, made: { durationMs: 8_042 } })).toEqual([]);
  });

  it("is another number of shots than the list has", () => {
    const asked = { prompt: "Shot 1: a boat\nShot 2: a pier\nShot 3: rain" };
    expect(found({ asked, seen: { cutsMs: [1_500, 3_000] } })).toEqual([]);
    expect(found({ asked, seen: { cutsMs: [1_500] } })).toEqual([{ kind: "cuts", spans: [[1_500, 1_500]], found: [2], asked: [3] }]);
    expect(found({ asked })).toEqual([{ kind: "cuts", spans: [], found: [1], asked: [3] }]);
  });

  it("is read back from the column as it was written, and what is none is left out", () => {
    const seen = found({ seen: { black: [[0, 1_000]] }, made: { durationMs: 8_042 } });
    expect(readFindings([...(JSON.parse(JSON.stringify(seen)) as unknown[]), { kind: "boring", spans: [] }, null])).toEqual(seen);
    expect(readFindings(null)).toEqual([]);
  });
});
