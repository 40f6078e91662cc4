import { withTransaction } from "@/lib/platform/db/client";
import { getEnv } from "@/lib/platform/env";

/** Lets go of what the log of access knows for longer than the operator keeps it: the one way in which rows of it go. */
export async function forgetAccess(): Promise<number> {
  const { auditDays } = getEnv();
  return withTransaction(async (tx) => {
    // The trigger of the table asks for it.
    await tx.$executeRaw`SELECT set_config('dailies.forgets_access', 'on', true)`;
    return tx.$executeRaw`DELETE FROM access_events WHERE at < now() - make_interval(days => ${auditDays})`;
  });
}
