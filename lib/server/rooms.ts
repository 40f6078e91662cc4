/** Measured: larger pieces gain nothing, and smaller ones cost. */
export const LARGE_BYTES = 512 * 1024;
const MOST_LARGE = 16;
/** For every reader beyond those 16: a thousand slow readers may hold one each. */
const SMALL_BYTES = 64 * 1024;

export type Room = Uint8Array<ArrayBuffer>;

const free: Room[] = [];
let large = 0;

/** A buffer to read pieces of a file into. Buffers are used again, because making a new one costs more than the reading. */
export function takeRoom(): Room {
  const room = free.pop();
  if (room) return room;
  if (large >= MOST_LARGE) return new Uint8Array(new ArrayBuffer(SMALL_BYTES));
  large++;
  return new Uint8Array(new ArrayBuffer(LARGE_BYTES));
}

/** @param isRead false: something may still read from this buffer, so it is thrown away and never lent again */
export function leaveRoom(room: Room, isRead: boolean): void {
  if (room.length < LARGE_BYTES) return;
  if (isRead) free.push(room);
  else large--;
}
