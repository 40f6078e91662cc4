import type { Env } from "../env";

const GIB = 1024 ** 3;

export interface DiskMarks {
  /** Below this nothing new is taken: no upload, no clip. */
  softBytes: number;
  /** Below this nothing is written any more, and what is finished waits at the provider. */
  hardBytes: number;
}

/**
 * How much of the disk stays free. The largest clip (4k, 15 s) comes to at most 170 MB, a usual one (720p, 5 s) to 6 MB.
 *
 * - hard, 1 GiB: the database may lie on the same disk, and its log alone may grow by 1 GB between two checkpoints. A
 *   Postgres that finds no room stops, and with it the ledger of what was paid for.
 * - soft, 5 GiB: room for what is under way, hundreds of usual clips, while somebody makes space; and a laptop whose
 *   disk is nearly full still works in everything else.
 * - both at most 2 % and 10 % of the disk, so that a small machine of 20 GB can run a studio at all.
 *
 * A server with a disk of its own may well keep more: DISK_SOFT_GIB and DISK_HARD_GIB say how much.
 */
export function diskMarks(totalBytes: number, { diskSoftGib, diskHardGib }: Pick<Env, "diskSoftGib" | "diskHardGib">): DiskMarks {
  const hardBytes = diskHardGib === undefined ? Math.min(GIB, totalBytes * 0.02) : diskHardGib * GIB;
  const softBytes = diskSoftGib === undefined ? Math.min(5 * GIB, totalBytes * 0.1) : diskSoftGib * GIB;
  return { hardBytes, softBytes: Math.max(softBytes, hardBytes) };
}
