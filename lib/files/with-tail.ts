import { createHash } from "node:crypto";
import { openedFile } from "@/lib/platform/storage/pull-stream";
import type { OpenedFile } from "@/lib/platform/storage/types";
import { AppError } from "@/lib/shared/errors";
import { readTopBoxes, type TopBoxes } from "@/lib/shared/mp4-boxes";
import type { ServedFile } from "./open-file";

/** Boxes one behind the other. */
export function joinBoxes(boxes: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(boxes.reduce((sum, { length }) => sum + length, 0));
  boxes.reduce((at, box) => (joined.set(box, at), at + box.length), 0);
  return joined;
}

/**
 * The MP4 as it lies in storage with boxes behind its last one: every byte of it stays, and so do its pictures, its sounds and what the provider
 * put into it. Nothing is written; the same boxes make the same file each time, so that a download goes on where it broke off.
 * @throws AppError cannot-be-marked where nothing can follow; media-damaged
 */
export async function withTail(file: ServedFile, tail: Uint8Array<ArrayBuffer>): Promise<ServedFile> {
  if (!(await endsInBox(file.openRange, file.bytes))) throw new AppError("cannot-be-marked");
  const bytes = file.bytes + tail.length;
  return {
    ...file,
    bytes,
    etag: `${file.etag.slice(0, -1)}-${createHash("sha256").update(tail).digest("hex").slice(0, 12)}"`,
    openRange: async (range) => {
      const start = range?.start ?? 0;
      const end = Math.min(range?.end ?? bytes - 1, bytes - 1);
      const body = start < file.bytes ? await file.openRange({ start, end: Math.min(end, file.bytes - 1) }) : null;
      // A piece of its own each time: whoever reads it may write into it.
      let rest: Uint8Array<ArrayBuffer> | null = tail.slice(Math.max(0, start - file.bytes), Math.max(0, end + 1 - file.bytes));
      const read = async (room?: Uint8Array<ArrayBuffer>) => {
        const piece = await body?.read(room);
        if (piece) return piece;
        const last = rest?.length ? rest : null;
        rest = null;
        return last;
      };
      return openedFile({ read, close: () => body?.close() }, { sizeBytes: bytes, start, end });
    },
  };
}

type OpenRange = (range: { start: number; end: number }) => Promise<OpenedFile | null>;

/** Whether another box can follow the last one of an MP4. */
export const endsInBox = async (open: OpenRange, size: number): Promise<boolean> => {
  const { boxes, isClosed } = await topBoxesOf(open, size);
  return isClosed && boxes[0]?.type === "ftyp";
};

/** The boxes of a file that lies somewhere else; only their heads are fetched. */
export function topBoxesOf(open: OpenRange, size: number): Promise<TopBoxes> {
  const readAt = async (start: number, length: number): Promise<Uint8Array> => {
    const opened = await open({ start, end: start + length - 1 });
    return opened ? new Uint8Array(await new Response(opened.stream).arrayBuffer()) : new Uint8Array();
  };
  return readTopBoxes(readAt, size);
}
