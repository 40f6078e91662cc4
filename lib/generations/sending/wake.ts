import { connectionsInUse, describeConnection } from "@/lib/connections/connection";
import { findPause } from "@/lib/connections/pause";
import { db } from "@/lib/platform/db/client";
import { Prisma } from "@/lib/platform/db/generated/client";
import { getEnv } from "@/lib/platform/env";
import { enqueue } from "@/lib/platform/jobs/queue";
import { ACCOUNT_FAILURES } from "@/lib/providers/types";
import { sendGenerationJob } from "../jobs";
import { whereStatus } from "../status-sql";
import { LONGEST_WAIT_MS } from "./gates";
import { nextInLine } from "./turn";

/** Rings for the generations that waited for this provider copy of an asset. */
export async function wakeForRegistration(registrationId: string): Promise<void> {
  const registration = await db.assetRegistration.findUnique({ where: { id: registrationId }, select: { sha256: true, kind: true } });
  if (!registration) return;
  const waiting = await db.generation.findMany({
    where: {
      ...whereStatus("waiting"),
      waitingFor: "inputs",
      inputs: { some: { asset: { sha256: registration.sha256, kind: registration.kind } } },
    },
    select: { id: true },
  });
  for (const { id } of waiting) await enqueue(sendGenerationJob, { generationId: id }, { key: id });
}

/** Rings for whoever is next, now that a place at a provider is free. */
export async function wakeNextInLine(): Promise<void> {
  for (const { account } of await connectionsInUse()) {
    const next = await nextInLine(db, account, getEnv().concurrency);
    for (const id of next) await enqueue(sendGenerationJob, { generationId: id }, { key: id });
  }
}

const WAITS_FOR_ACCOUNT = Prisma.sql`status = 'waiting' AND next_action_at IS NOT NULL AND waiting_for IN (${Prisma.join([...ACCOUNT_FAILURES])})`;

/** Whatever waited for a better key, or for credit, is tried as soon as its team's account is not turned away any more. */
export async function wakeRefused(): Promise<void> {
  const teams = await db.$queryRaw<{ id: string }[]>`SELECT DISTINCT team_id AS id FROM generations WHERE ${WAITS_FOR_ACCOUNT}`;
  for (const { id } of teams) {
    const account = await findAccount(id);
    if (account === null || (await findPause(db, account))?.refusal) continue;
    await db.$executeRaw`
      UPDATE generations SET next_action_at = now(), waiting_for = NULL WHERE team_id = ${id}::uuid AND ${WAITS_FOR_ACCOUNT}`;
  }
}

/**
 * Whatever waited for a limit is tried as soon as a limit of its team was changed after it began to wait. That somebody's
 * clip was cancelled, or a new day began, it finds out by itself, within LONGEST_WAIT_MS.
 */
export async function wakeKeptBack(): Promise<void> {
  await db.$executeRaw`
    UPDATE generations SET next_action_at = now(), waiting_for = NULL
    WHERE status = 'waiting' AND next_action_at IS NOT NULL AND waiting_for IN ('overLimit', 'stopped', 'unpriced') AND EXISTS (
      SELECT 1 FROM spend_limits
      WHERE spend_limits.team_id = generations.team_id
        AND spend_limits.updated_at > generations.next_action_at - ${LONGEST_WAIT_MS} * interval '1 millisecond')`;
}

async function findAccount(teamId: string): Promise<string | null> {
  const { account, isKeyMissing, isKeyUnreadable } = await describeConnection(teamId);
  return isKeyMissing || isKeyUnreadable ? null : account;
}
