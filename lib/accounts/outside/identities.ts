import { listProviders, nameOfProvider } from "@/lib/access/identity/outside/providers";
import type { SessionUser } from "@/lib/access/identity/sessions";
import { recordAccess } from "@/lib/access/record-access";
import { db, withTransaction } from "@/lib/platform/db/client";
import { isUniqueViolation } from "@/lib/platform/db/errors";
import { AppError } from "@/lib/shared/errors";
import { requireProof } from "../second-step/proof";
import { keepIdentity, readArrival } from "./arrival";
import type { IdentitiesView } from "./view";

/** By whom this person comes in, and by whom they could. */
export async function listIdentities({ id }: Pick<SessionUser, "id">): Promise<IdentitiesView> {
  const identities = await db.identity.findMany({ where: { userId: id }, orderBy: { createdAt: "asc" } });
  return {
    identities: identities.map(({ id, provider, email, createdAt, lastUsedAt }) => ({
      ...{ id, email, provider: nameOfProvider(provider) },
      ...{ connectedAt: createdAt.toISOString(), lastUsedAt: lastUsedAt.toISOString() },
    })),
    providers: listProviders(),
  };
}

/**
 * From now on whom the provider brought is the person who is signed in here, who has shown lately that it is them: else a browser that was left open
 * would let others in for good. @throws AppError proof-needed, sign-in-again, outside-taken
 */
export async function connectIdentity(user: SessionUser): Promise<null> {
  await requireProof(user);
  const arrival = await readArrival();
  if (!arrival) throw new AppError("sign-in-again");
  try {
    await withTransaction(async (tx) => {
      await keepIdentity(tx, arrival, user.id);
      await recordAccess("providerConnected", { userId: user.id }, tx);
    });
  } catch (error) {
    if (isUniqueViolation(error)) throw new AppError("outside-taken", { cause: error });
    throw error;
  }
  return null;
}

/** Nobody comes in by it any more. @throws AppError proof-needed, last-way-in */
export async function removeIdentity(user: SessionUser, { id }: { id: string }): Promise<null> {
  await requireProof(user);
  await withTransaction(async (tx) => {
    // Of two removals at once the second sees what the first has left.
    await tx.$queryRaw`SELECT 1 FROM users WHERE id = ${user.id}::uuid FOR NO KEY UPDATE`;
    const { passwordHash, _count } = await tx.user.findUniqueOrThrow({
      where: { id: user.id },
      select: { passwordHash: true, _count: { select: { identities: { where: { id: { not: id } } } } } },
    });
    // A passkey does not count: it is for one domain, and lies on a device that gets lost.
    if (passwordHash === null && _count.identities === 0) throw new AppError("last-way-in");
    const { count } = await tx.identity.deleteMany({ where: { id, userId: user.id } });
    if (count > 0) await recordAccess("providerRemoved", { userId: user.id }, tx);
  });
  return null;
}
