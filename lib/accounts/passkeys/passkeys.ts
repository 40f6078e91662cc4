import type { SessionUser } from "@/lib/access/identity/sessions";
import { recordAccess } from "@/lib/access/record-access";
import { db, withTransaction } from "@/lib/platform/db/client";
import { AppError } from "@/lib/shared/errors";
import { requireProof } from "../second-step/proof";
import { findRelyingParty } from "./relying-party";
import type { PasskeysView } from "./view";

/** The passkeys of this person, those used last first. */
export async function listPasskeys({ id }: Pick<SessionUser, "id">): Promise<PasskeysView> {
  const party = await findRelyingParty();
  const rows = await db.passkey.findMany({
    where: { userId: id },
    orderBy: [{ lastUsedAt: { sort: "desc", nulls: "last" } }, { createdAt: "desc" }],
  });
  return {
    isPossible: party !== null,
    passkeys: rows.map(({ id, name, createdAt, lastUsedAt, rpId }) => ({
      ...{ id, name, createdAt: createdAt.toISOString(), lastUsedAt: lastUsedAt?.toISOString() ?? null },
      elsewhere: rpId === party?.id ? null : rpId,
    })),
  };
}

export async function renamePasskey(user: SessionUser, { id, name }: { id: string; name: string }): Promise<null> {
  const { count } = await db.passkey.updateMany({ where: { id, userId: user.id }, data: { name } });
  if (count === 0) throw new AppError("not-found");
  return null;
}

/** @throws AppError proof-needed, not-found */
export async function removePasskey(user: SessionUser, { id }: { id: string }): Promise<null> {
  await requireProof(user);
  await withTransaction(async (tx) => {
    const { count } = await tx.passkey.deleteMany({ where: { id, userId: user.id } });
    if (count === 0) throw new AppError("not-found");
    await recordAccess("passkeyRemoved", { userId: user.id }, tx);
  });
  return null;
}
