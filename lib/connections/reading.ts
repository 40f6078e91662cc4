import type { Db } from "@/lib/platform/db/client";
import { accountFailureOf, type FailureKind, KEY_FAILURES } from "@/lib/providers/types";
import { liftRefusal } from "./pause";

/**
 * Notes how asking an account about its own clips went. A key that is refused there keeps clips that are paid for out of
 * reach, which an owner has to hear of.
 *
 * @param kind of the refusal; null: it answered
 */
export async function noteReading(db: Db, account: string, kind: FailureKind | null): Promise<void> {
  if (kind === null) {
    const count = await db.$executeRaw`
      UPDATE provider_accounts SET facts = facts - 'readRefusal', updated_at = now() WHERE account = ${account} AND facts ? 'readRefusal'`;
    // The key lets us in again, so it may be sent with as well.
    if (count > 0) await liftRefusal(account, KEY_FAILURES);
    return;
  }
  const reason = accountFailureOf(kind);
  if (reason === null) return;
  await db.$executeRaw`
    INSERT INTO provider_accounts AS a (account, facts, updated_at)
    VALUES (${account}, jsonb_build_object('readRefusal', jsonb_build_object('reason', ${reason}::text, 'since', now())), now())
    ON CONFLICT (account) DO UPDATE SET facts = a.facts || excluded.facts, updated_at = now()
      WHERE a.facts -> 'readRefusal' ->> 'reason' IS DISTINCT FROM ${reason}`;
}
