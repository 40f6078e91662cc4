import type { Actor } from "@/lib/access/callers/actor";
import { type Tx } from "@/lib/platform/db/client";
import { raise } from "@/lib/notifications/webhooks/raise";
import { tell } from "@/lib/notifications/tell";
import { newId } from "@/lib/shared/ids";
import type { LockedClip } from "../lock-clips";
import type { ClipVerdict } from "../view";
import { recordActivity } from "./activity";
import { refuseLocked } from "./lock";

/**
 * What this person says of these clips; null takes it back. What others said stands beside it, and the clips' own verdicts
 * follow. @param clips held by lockClips. @throws AppError clip-locked
 */
export async function setVerdict(tx: Tx, actor: Actor, clips: readonly LockedClip[], verdict: ClipVerdict | null): Promise<void> {
  const { teamId, userId } = actor;
  refuseLocked(clips);
  const ids = clips.map(({ id }) => id);
  if (verdict === null) {
    await tx.review.updateMany({ where: { generationId: { in: ids }, userId }, data: { verdict: null, saidAt: null } });
    await tx.review.deleteMany({ where: { generationId: { in: ids }, userId, askedAt: null } });
  } else {
    await tellVerdict(tx, actor, clips, verdict);
    await tx.$executeRaw`
      INSERT INTO reviews (team_id, generation_id, user_id, verdict, said_at)
      SELECT ${teamId}::uuid, id, ${userId}::uuid, ${verdict}::"ClipVerdict", now() FROM unnest(${ids}::uuid[]) AS id
      ON CONFLICT (generation_id, user_id) DO UPDATE SET verdict = excluded.verdict, said_at = excluded.said_at`;
  }
  await recordActivity(tx, actor, verdict ?? "withdrawn", clips);
  await raise(
    tx,
    clips.map(({ id: generationId, projectId }) => ({
      ...{ teamId, projectId, event: "review.changed" as const, key: `review:${newId()}` },
      data: { generationId, reviewerId: userId, verdict },
    })),
  );
  await deriveVerdicts(tx, ids);
}

/** Tells those whose clips these are, where this person has not said the same already. Called before it is said. */
async function tellVerdict(tx: Tx, { teamId, userId }: Actor, clips: readonly LockedClip[], verdict: ClipVerdict): Promise<void> {
  const ids = clips.map(({ id }) => id);
  const same = await tx.review.findMany({ where: { generationId: { in: ids }, userId, verdict }, select: { generationId: true } });
  const known = new Set(same.map(({ generationId }) => generationId));
  await tell(
    tx,
    clips
      .filter(({ id }) => !known.has(id))
      .map(({ id, projectId, createdById }) => ({
        ...{ teamId, projectId, generationId: id, actorId: userId, kind: "verdict", key: `verdict:${newId()}`, to: [createdById] },
        detail: { verdict },
      })),
  );
}

/**
 * The clips' verdicts, anew; `derive_verdicts` of the database says how they follow. The caller tells the pages.
 */
export async function deriveVerdicts(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.$executeRaw`SELECT derive_verdicts(${[...ids]}::uuid[])`;
}
