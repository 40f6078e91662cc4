import { withTransaction } from "@/lib/platform/db/client";

/**
 * Lets time pass for the studio: everything that the database remembers happened so much longer ago. Leases, grace
 * periods and schedules all go by the database's clock, so this is the same as waiting, without the waiting.
 */
export async function travel(milliseconds: number): Promise<void> {
  const back = `${Math.round(milliseconds)} milliseconds`;
  await withTransaction(async (tx) => {
    await tx.$executeRaw`
      UPDATE generations SET
        created_at = created_at - ${back}::interval, sent_at = sent_at - ${back}::interval, accepted_at = accepted_at - ${back}::interval,
        started_at = started_at - ${back}::interval, succeeded_at = succeeded_at - ${back}::interval,
        last_checked_at = last_checked_at - ${back}::interval, next_action_at = next_action_at - ${back}::interval,
        lease_until = lease_until - ${back}::interval, result_expires_at = result_expires_at - ${back}::interval,
        error_detail = CASE WHEN error_detail #> '{missing,since}' IS NULL THEN error_detail ELSE jsonb_set(error_detail, '{missing,since}',
          to_jsonb(to_char(((error_detail #>> '{missing,since}')::timestamptz - ${back}::interval) at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))) END`;
    await tx.$executeRaw`
      UPDATE attempts SET
        sent_at = sent_at - ${back}::interval, lease_until = lease_until - ${back}::interval, ended_at = ended_at - ${back}::interval,
        first_good_scan_at = first_good_scan_at - ${back}::interval`;
    await tx.$executeRaw`
      UPDATE unclaimed_tasks SET
        next_action_at = next_action_at - ${back}::interval, found_at = found_at - ${back}::interval,
        result_expires_at = result_expires_at - ${back}::interval, saved_at = saved_at - ${back}::interval, decided_at = decided_at - ${back}::interval`;
    await tx.$executeRaw`UPDATE instances SET hold_since = hold_since - ${back}::interval`;
    await tx.$executeRaw`
      UPDATE provider_accounts SET
        paused_until = paused_until - ${back}::interval, refilled_at = refilled_at - ${back}::interval,
        next_upload_at = next_upload_at - ${back}::interval, slow_uploads_until = slow_uploads_until - ${back}::interval`;
    await tx.$executeRaw`UPDATE asset_registrations SET started_at = started_at - ${back}::interval`;
    // Jobs that were put off come so much sooner, where a queue was ever opened.
    const [queue] = await tx.$queryRaw<{ isThere: boolean }[]>`SELECT to_regclass('pgboss.job') IS NOT NULL AS "isThere"`;
    if (!queue!.isThere) return;
    await tx.$executeRaw`UPDATE pgboss.job SET start_after = start_after - ${back}::interval WHERE state < 'active' AND start_after > now()`;
  });
}

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
