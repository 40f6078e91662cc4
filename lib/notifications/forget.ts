import { db } from "@/lib/platform/db/client";

/** As long as anybody looks for what they were told; the thing itself has its own record. */
const KEPT_DAYS = 180;

/** Takes old rows away. What they were about is not told again: nothing of that age happens anew under the same key. */
export async function forgetNotifications(): Promise<void> {
  await db.$executeRaw`DELETE FROM notifications WHERE created_at < now() - ${KEPT_DAYS} * interval '1 day'`;
}
