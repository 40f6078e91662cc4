/** Reads so many bytes from there on; fewer where the file ends. */
export type ReadAt = (start: number, length: number) => Promise<Uint8Array>;

/** One of the boxes that an MP4 file is a row of. */
export interface TopBox {
  type: string;
  /** Lower-case hex, where its type is "uuid". */
  uuid: string | null;
  /** Where what it holds begins and ends. */
  bodyStart: number;
  end: number;
}

export interface TopBoxes {
  boxes: TopBox[];
  /** Whether the last one ends with the file and says where: then another one may follow it. */
  isClosed: boolean;
}

/** No honest clip has more; each costs a read. */
const MOST_BOXES = 1_000;
/** The longest head: size, type, large size and uuid. */
const HEAD_BYTES = 32;

const hexOf = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

/** The boxes of a file as far as their sizes can be true. Only heads are read, whatever a size claims. */
export async function readTopBoxes(readAt: ReadAt, size: number): Promise<TopBoxes> {
  const boxes: TopBox[] = [];
  let at = 0;
  while (at < size && boxes.length < MOST_BOXES) {
    const head = await readAt(at, Math.min(HEAD_BYTES, size - at));
    const box = readHead(head, at, size);
    if (!box || box.end > size) return { boxes, isClosed: false };
    boxes.push(box.box);
    if (!box.isSized) return { boxes, isClosed: false };
    at = box.end;
  }
  return { boxes, isClosed: at === size };
}

function readHead(head: Uint8Array, at: number, fileSize: number): { box: TopBox; end: number; isSized: boolean } | null {
  if (head.length < 8) return null;
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const short = view.getUint32(0);
  const type = String.fromCharCode(...head.subarray(4, 8));
  let headSize = 8;
  let length = short;
  if (short === 1) {
    if (head.length < 16) return null;
    headSize = 16;
    length = Number(view.getBigUint64(8));
  } else if (short === 0) length = fileSize - at;
  let uuid: string | null = null;
  if (type === "uuid") {
    if (head.length < headSize + 16) return null;
    uuid = hexOf(head.subarray(headSize, headSize + 16));
    headSize += 16;
  }
  if (length < headSize) return null;
  const end = at + length;
  return { box: { type, uuid, bodyStart: at + headSize, end }, end, isSized: short !== 0 };
}

/** A box that readers pass over who do not know its id. @param uuid 32 hex digits */
export function uuidBox(uuid: string, body: Uint8Array): Uint8Array<ArrayBuffer> {
  const box = new Uint8Array(24 + body.length);
  new DataView(box.buffer).setUint32(0, box.length);
  box.set(new TextEncoder().encode("uuid"), 4);
  for (let index = 0; index < 16; index++) box[8 + index] = Number.parseInt(uuid.slice(index * 2, index * 2 + 2), 16);
  box.set(body, 24);
  return box;
}
