import { describe, expect, it } from "vitest";
import { type ReadAt, readTopBoxes, uuidBox } from "./mp4-boxes";

const ID = "00112233445566778899aabbccddeeff";

function box(type: string, body: Uint8Array | number = 0, claimed?: number | bigint): Uint8Array {
  const length = typeof body === "number" ? body : body.length;
  const isLarge = typeof claimed === "bigint";
  const head = new Uint8Array(isLarge ? 16 : 8);
  const view = new DataView(head.buffer);
  view.setUint32(0, isLarge ? 1 : (claimed ?? head.length + length));
  head.set(new TextEncoder().encode(type), 4);
  if (isLarge) view.setBigUint64(8, claimed);
  return join(head, typeof body === "number" ? new Uint8Array(body) : body);
}

const join = (...parts: Uint8Array[]): Uint8Array => Uint8Array.from(parts.flatMap((part) => [...part]));

/** Fails on a read that is larger than a head or begins behind the end. */
const headsOf = (file: Uint8Array): { readAt: ReadAt; reads: number[] } => {
  const reads: number[] = [];
  const readAt = (start: number, length: number): Promise<Uint8Array> => {
    expect(length).toBeLessThanOrEqual(32);
    expect(start).toBeLessThan(file.length);
    reads.push(start);
    return Promise.resolve(file.subarray(start, start + length));
  };
  return { readAt, reads };
};
const read = (file: Uint8Array) => readTopBoxes(headsOf(file).readAt, file.length);

describe("the boxes of a file", () => {
  it("are found by their heads, with ids and large sizes", async () => {
    const large = box("mdat", 40, 56n);
    const { boxes, isClosed } = await read(join(box("ftyp", 4), large, uuidBox(ID, new Uint8Array([7, 8]))));
    expect(isClosed).toBe(true);
    expect(boxes).toEqual([
      { type: "ftyp", uuid: null, bodyStart: 8, end: 12 },
      { type: "mdat", uuid: null, bodyStart: 28, end: 68 },
      { type: "uuid", uuid: ID, bodyStart: 92, end: 94 },
    ]);
  });

  it.each([
    ["claims four gigabytes", box("mdat", 10, 0xffff_ffff)],
    ["claims more than any number can say exactly", box("uuid", 30, 0xffff_ffff_ffff_ffffn)],
    ["is smaller than its own head", box("mdat", 10, 3)],
    ["is smaller than the head of a large one", box("mdat", 10, 9n)],
    ["is an id that was cut off", box("uuid", 5)],
    ["is a few bytes", new Uint8Array([0, 0, 0])],
  ])("end before one that %s", async (_, bad) => {
    const { boxes, isClosed } = await read(join(box("ftyp", 4), bad));
    expect(boxes.map(({ type }) => type)).toEqual(["ftyp"]);
    expect(isClosed).toBe(false);
  });

  it("take no more behind one that goes on to the end", async () => {
    const { boxes, isClosed } = await read(join(box("ftyp", 4), box("mdat", 10, 0)));
    expect(boxes.map(({ type }) => type)).toEqual(["ftyp", "mdat"]);
    expect(isClosed).toBe(false);
  });

  it("are counted no further than an honest file has them", async () => {
    const file = join(...Array.from({ length: 3_000 }, () => box("free")));
    const { readAt, reads } = headsOf(file);
    expect((await readTopBoxes(readAt, file.length)).isClosed).toBe(false);
    expect(reads).toHaveLength(1_000);
  });
});
