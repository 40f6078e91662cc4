import { db } from "@/lib/platform/db/client";

/** Whether a password alone does not open this account: its person has an authenticator app. */
export const asksForCode = async (userId: string): Promise<boolean> =>
  (await db.authenticator.count({ where: { userId, confirmedAt: { not: null } } })) > 0;
