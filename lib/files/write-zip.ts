import { crc32 } from "node:zlib";

/** One file of an archive. */
export interface ZipEntry {
  name: string;
  lastModified: Date;
  /** More bytes than these never come; fewer may. */
  mostBytes: number;
  pieces: Iterable<Uint8Array> | AsyncIterable<Uint8Array>;
}

interface Written {
  name: Buffer;
  time: number;
  isLarge: boolean;
  crc: number;
  bytes: number;
  start: number;
}

/** From here on a number has no room in the fields of the first ZIP, and stands in those of ZIP64. */
const MOST_32 = 0xffff_ffff;
const MOST_16 = 0xffff;
/** The version that knows ZIP64. */
const VERSION = 45;
const UNIX = 3;
const PLAIN_FILE = 0o100_664;
/** Sum and size follow behind the bytes, and names are UTF-8. */
const FLAGS = 0x0808;

/**
 * A ZIP of files as they are, not compressed, written while it is read: entry after entry, each opened when its turn has come. A piece belongs to
 * the reader until the next one is asked for, and then its memory may be used again. Whoever stops reading lets go of what is open.
 */
export async function* writeZip(entries: AsyncIterable<ZipEntry>): AsyncGenerator<Uint8Array, void, void> {
  const written: Written[] = [];
  let at = 0;
  for await (const { name, lastModified, mostBytes, pieces } of entries) {
    const entry = { name: Buffer.from(name), time: timeOf(lastModified), isLarge: mostBytes >= MOST_32, crc: 0, bytes: 0, start: at };
    const head = headOf(entry);
    yield head;
    for await (const piece of pieces) {
      entry.crc = crc32(piece, entry.crc);
      entry.bytes += piece.length;
      yield piece;
    }
    const foot = footOf(entry);
    yield foot;
    at += head.length + entry.bytes + foot.length;
    written.push(entry);
  }
  yield directoryOf(written, at);
}

type Field = readonly [bytes: 2 | 4 | 8, value: number];

/** The fields one behind the other, each as its number of bytes and its value. */
function record(...fields: Field[]): Buffer {
  const buffer = Buffer.alloc(fields.reduce((sum, [bytes]) => sum + bytes, 0));
  let at = 0;
  for (const [bytes, value] of fields) {
    if (bytes === 8) buffer.writeBigUInt64LE(BigInt(value), at);
    else buffer.writeUIntLE(value, at, bytes);
    at += bytes;
  }
  return buffer;
}

/** As DOS wrote it, in the time of this machine: seven bits of years since 1980, and every second second. */
const timeOf = (date: Date): number =>
  (((date.getFullYear() - 1980) << 25) |
    ((date.getMonth() + 1) << 21) |
    (date.getDate() << 16) |
    (date.getHours() << 11) |
    (date.getMinutes() << 5) |
    (date.getSeconds() >> 1)) >>>
  0;

/** What stands in ZIP64's field of an entry. */
const extraOf = (numbers: readonly number[]): Buffer =>
  numbers.length === 0 ? Buffer.alloc(0) : record([2, 1], [2, 8 * numbers.length], ...numbers.map((value) => [8, value] as const));

function headOf({ name, time, isLarge }: Written): Buffer {
  const size = isLarge ? MOST_32 : 0;
  const extra = extraOf(isLarge ? [0, 0] : []);
  const fixed = record(
    [4, 0x0403_4b50],
    [2, VERSION],
    [2, FLAGS],
    [2, 0],
    [4, time],
    [4, 0],
    [4, size],
    [4, size],
    [2, name.length],
    [2, extra.length],
  );
  return Buffer.concat([fixed, name, extra]);
}

function footOf({ crc, bytes, isLarge }: Written): Buffer {
  const width = isLarge ? 8 : 4;
  return record([4, 0x0807_4b50], [4, crc], [width, bytes], [width, bytes]);
}

function lineOf({ name, time, isLarge, crc, bytes, start }: Written): Buffer {
  const isFar = start >= MOST_32;
  const extra = extraOf([...(isLarge ? [bytes, bytes] : []), ...(isFar ? [start] : [])]);
  const size = isLarge ? MOST_32 : bytes;
  const fixed = record(
    [4, 0x0201_4b50],
    [2, (UNIX << 8) | VERSION],
    [2, VERSION],
    [2, FLAGS],
    [2, 0],
    [4, time],
    [4, crc],
    [4, size],
    [4, size],
    [2, name.length],
    [2, extra.length],
    [2, 0],
    [2, 0],
    [2, 0],
    [4, PLAIN_FILE * 0x1_0000],
    [4, isFar ? MOST_32 : start],
  );
  return Buffer.concat([fixed, name, extra]);
}

/** What lies where, and the end. */
function directoryOf(written: readonly Written[], start: number): Buffer {
  const directory = Buffer.concat(written.map(lineOf));
  const { length: count } = written;
  const end = start + directory.length;
  const needs64 = count >= MOST_16 || directory.length >= MOST_32 || start >= MOST_32;
  const end64: Field[] = [
    [4, 0x0606_4b50],
    [8, 44],
    [2, (UNIX << 8) | VERSION],
    [2, VERSION],
    [4, 0],
    [4, 0],
    [8, count],
    [8, count],
    [8, directory.length],
    [8, start],
    [4, 0x0706_4b50],
    [4, 0],
    [8, end],
    [4, 1],
  ];
  const shortCount = Math.min(count, MOST_16);
  const last: Field[] = [
    [4, 0x0605_4b50],
    [2, 0],
    [2, 0],
    [2, shortCount],
    [2, shortCount],
    [4, Math.min(directory.length, MOST_32)],
    [4, Math.min(start, MOST_32)],
    [2, 0],
  ];
  return Buffer.concat([directory, record(...(needs64 ? end64 : []), ...last)]);
}
