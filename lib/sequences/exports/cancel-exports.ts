import type { Tx } from "@/lib/platform/db/client";
import type { Prisma } from "@/lib/platform/db/generated/client";

/** Stops those of these exports that are not over; whoever makes one notices within a second. @returns how many */
export async function cancelExports(tx: Tx, where: Prisma.SequenceExportWhereInput): Promise<number> {
  const { count } = await tx.sequenceExport.updateMany({
    where: { ...where, status: { in: ["waiting", "running"] } },
    data: { status: "cancelled", nextActionAt: null, leaseToken: null, finishedAt: new Date() },
  });
  return count;
}
