import { recordAccess } from "@/lib/access/record-access";
import type { Tx } from "@/lib/platform/db/client";

/** Takes everything away with which this person signs in beside the password: for somebody who has lost it. */
export async function endSecondStep(tx: Tx, userId: string): Promise<void> {
  await tx.authenticator.deleteMany({ where: { userId } });
  await tx.recoveryCode.deleteMany({ where: { userId } });
  await tx.passkey.deleteMany({ where: { userId } });
  await recordAccess("secondStepRemoved", { userId }, tx);
}
