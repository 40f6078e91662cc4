import type { ServedFile } from "@/lib/files/open-file";
import { openedFile } from "@/lib/platform/storage/pull-stream";
import type { PulledBytes } from "@/lib/platform/storage/types";
import { type Guest, requireShare } from "./find-share";

/** For so long somebody who reads slowly may go on reading behind the end of a link. */
const RECHECK_MS = 5_000;

/** A file of a link whose bytes end with the link, also in the middle of an answer. Reading on throws what requireShare throws. */
export const whileItWorks = (guest: Guest, file: ServedFile): ServedFile => ({
  ...file,
  openRange: async (range) => {
    const opened = await file.openRange(range);
    const { sizeBytes, start, end } = opened;
    let askedAt = Date.now();
    const read: PulledBytes["read"] = async (room) => {
      if (Date.now() - askedAt > RECHECK_MS) {
        await requireShare(guest);
        askedAt = Date.now();
      }
      return opened.read(room);
    };
    return openedFile({ read, close: () => opened.close() }, { sizeBytes, start, end });
  },
});
