import { type Tx, withTransaction } from "@/lib/platform/db/client";

/** Sends that began with a key right before it was replaced have been written down by then. */
const GRACE_MS = 10 * 60_000;

/** Deletes every stored key that neither sends nor has a clip on its way. */
export async function deleteSpentKeys(tx: Tx): Promise<void> {
  const settings = await tx.providerSettings.findMany({ select: { activeAccount: true } });
  const open = await tx.generation.findMany({
    where: { nextActionAt: { not: null }, providerAccount: { not: null } },
    distinct: ["providerAccount"],
    select: { providerAccount: true },
  });
  const needed = [...settings.map((row) => row.activeAccount), ...open.map((row) => row.providerAccount)].filter(
    (account) => typeof account === "string",
  );
  await tx.providerKey.deleteMany({ where: { account: { notIn: needed } } });
}

/** For the worker, now and then: a key that was replaced or removed goes when its last clip has ended. */
export const forgetSpentKeys = (): Promise<void> =>
  withTransaction(async (tx) => {
    const changed = await tx.providerSettings.count({ where: { updatedAt: { gt: new Date(Date.now() - GRACE_MS) } } });
    if (changed > 0) return;
    await deleteSpentKeys(tx);
  });
