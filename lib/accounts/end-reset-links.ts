import type { Tx } from "@/lib/platform/db/client";

/**
 * Ends the links that would set this person's password. Whoever made one had them alone; with one more team it would open that one too.
 */
export async function endResetLinks(tx: Tx, userId: string): Promise<void> {
  await tx.passwordReset.updateMany({ where: { userId, usedAt: null }, data: { usedAt: new Date() } });
}
