import { recordFile, type StoredVariant } from "@/lib/files/record-file";
import { setTrashed } from "@/lib/files/trash";
import { withTransaction } from "@/lib/platform/db/client";
import { touch } from "@/lib/platform/events/touch";

/** Writes down what was made beside a clip, and tells open pages. */
export const keepMade = ({ id, teamId }: { id: string; teamId: string }, made: StoredVariant): Promise<void> =>
  withTransaction(async (tx) => {
    await touch(tx, { id, teamId });
    await recordFile(tx, { teamId, generationId: id }, made);
    // Deleted meanwhile: it goes where the clip went.
    const { deletedAt } = await tx.generation.findUniqueOrThrow({ where: { id } });
    if (deletedAt) await setTrashed(tx, [id], deletedAt);
  });
