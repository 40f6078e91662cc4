import { recordAccess } from "@/lib/access/record-access";
import type { Tx } from "@/lib/platform/db/client";
import { newId } from "@/lib/shared/ids";
import { hashSecret, newSecret } from "@/lib/shared/secrets";
import { endResetLinks } from "./end-reset-links";

const HOUR_MS = 60 * 60 * 1000;
/** It opens an account, so it lives no longer than it takes to tell somebody. */
const LIFETIME_MS = 24 * HOUR_MS;
/** A mail is there at once, and mailboxes are read by others later. */
const MAILED_LIFETIME_MS = HOUR_MS;

interface NewResetLink {
  userId: string;
  /** The person who makes it, and as a member of which team. null: made on the machine itself, or asked for by mail. */
  by: { id: string; teamId?: string } | null;
  endsSecondStep: boolean;
  /** It goes to the address of the account, where somebody asked for it from this network. */
  mailedFor?: { network: string };
}

/** Makes the link with which this person sets a new password, in the place of any other. Its secret is told here and nowhere else. */
export async function writeResetLink(
  tx: Tx,
  { userId, by, endsSecondStep, mailedFor }: NewResetLink,
): Promise<{ token: string; expiresAt: Date }> {
  const token = newSecret();
  const expiresAt = new Date(Date.now() + (mailedFor ? MAILED_LIFETIME_MS : LIFETIME_MS));
  await endResetLinks(tx, userId);
  await tx.passwordReset.create({
    data: {
      id: newId(),
      userId,
      tokenHash: hashSecret(token),
      createdById: by?.id ?? userId,
      expiresAt,
      endsSecondStep,
      isMailed: !!mailedFor,
    },
  });
  if (mailedFor) await recordAccess("resetLinkMailed", { userId, network: mailedFor.network }, tx);
  else
    await recordAccess("resetLinkMade", { userId, ...(by && { byId: by.id, ...(by.teamId !== undefined && { teamId: by.teamId }) }) }, tx);
  return { token, expiresAt };
}
