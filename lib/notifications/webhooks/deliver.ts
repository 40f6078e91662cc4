import { db, withTransaction } from "@/lib/platform/db/client";
import { Prisma } from "@/lib/platform/db/generated/client";
import { getEnv } from "@/lib/platform/env";
import { unseal } from "@/lib/platform/seal";
import { type Posted, postGuarded } from "@/lib/providers/post";
import { tell } from "../tell";
import { signatureHeaders } from "./sign";

/** How long after each try the next one comes: eight in the course of a day. */
const PAUSES_SECONDS = [5, 300, 1800, 3600, 3 * 3600, 6 * 3600, 12 * 3600] as const;
/** Longer than an answer is waited for: a worker that was killed gives it back after this. */
const LEASE_SECONDS = 60;
/** At once in one process, each to another receiver: one that is slow keeps the others waiting for one round. */
const AT_ONCE = 16;
/** Longer than a month, whose limits are told of once in it. */
const KEPT_DAYS = 62;

interface Delivery {
  id: string;
  webhookId: string;
  body: string;
  tries: number;
  url: string;
  secret: string;
}

/** Sends what is due: of each webhook what is due longest, so that one that does not answer holds up no other. Several workers take different ones. */
export async function deliverWebhooks(): Promise<void> {
  const due = await take(Prisma.sql`due.next_at <= now() AND NOT EXISTS (
    SELECT 1 FROM webhook_deliveries AS earlier
    WHERE earlier.webhook_id = due.webhook_id AND earlier.next_at <= now() AND (earlier.next_at, earlier.id) < (due.next_at, due.id))
    ORDER BY due.next_at LIMIT ${AT_ONCE}`);
  await Promise.all(due.map(deliver));
}

/** Sends this thing now, for whoever waits for what comes of it. */
export async function sendNow(key: string): Promise<void> {
  await Promise.all((await take(Prisma.sql`due.key = ${key} AND due.next_at <= now()`)).map(deliver));
}

/** The try is counted before it begins: whatever becomes of this process, it was one. */
const take = (which: Prisma.Sql): Promise<Delivery[]> =>
  withTransaction(
    (tx) => tx.$queryRaw<Delivery[]>`
      UPDATE webhook_deliveries AS delivery SET tries = tries + 1, next_at = now() + ${LEASE_SECONDS} * interval '1 second'
      FROM webhooks AS webhook
      WHERE webhook.id = delivery.webhook_id AND delivery.id IN (
        SELECT due.id FROM webhook_deliveries AS due JOIN webhooks AS live ON live.id = due.webhook_id AND live.is_on
          JOIN projects AS project ON project.id = live.project_id AND project.deleted_at IS NULL
          JOIN teams AS team ON team.id = live.team_id AND team.deleted_at IS NULL
        WHERE ${which} FOR UPDATE OF due SKIP LOCKED)
      RETURNING delivery.id, delivery.webhook_id AS "webhookId", delivery.body, delivery.tries, webhook.url, webhook.secret`,
  );

async function deliver(delivery: Delivery): Promise<void> {
  const secret = unseal(delivery.secret, `webhook ${delivery.webhookId}`, getEnv().authSecret);
  // A changed AUTH_SECRET opens no sealed secret: what could not be signed is not sent.
  if (secret === null) return settle(delivery, { status: null, problem: "aborted" });
  const headers = signatureHeaders(secret, delivery.id, delivery.body, new Date());
  await settle(delivery, await postGuarded(delivery.url, { headers, body: delivery.body, trusted: new Set(getEnv().webhookHosts) }));
}

async function settle({ id, webhookId, tries }: Delivery, { status, problem }: Posted): Promise<void> {
  const isTaken = status !== null && status >= 200 && status < 300;
  const pause = PAUSES_SECONDS[tries - 1];
  // "Gone": whoever is there says that nobody wants it any more.
  const isOver = !isTaken && (pause === undefined || status === 410);
  await withTransaction(async (tx) => {
    const nextAt = isTaken || isOver ? null : new Date(Date.now() + pause! * 1000);
    // The webhook may have been removed meanwhile.
    await tx.webhookDelivery.updateMany({ where: { id }, data: { status, problem, nextAt, deliveredAt: isTaken ? new Date() : null } });
    if (!isOver) return;
    const { count } = await tx.webhook.updateMany({ where: { id: webhookId, isOn: true }, data: { isOn: false } });
    if (count === 0) return;
    // Whoever turns it on again does not want to hear of last week.
    await tx.webhookDelivery.updateMany({ where: { webhookId, nextAt: { not: null } }, data: { nextAt: null } });
    const { teamId, projectId } = await tx.webhook.findUniqueOrThrow({ where: { id: webhookId } });
    const keepers = await tx.membership.findMany({ where: { teamId, role: { in: ["owner", "admin"] } }, select: { userId: true } });
    await tell(tx, [{ teamId, projectId, kind: "webhook", key: `webhook:${id}`, to: keepers.map(({ userId }) => userId) }]);
  });
}

/** Takes old ones away. All tries are over within a day. */
export async function forgetDeliveries(): Promise<void> {
  await db.$executeRaw`DELETE FROM webhook_deliveries WHERE created_at < now() - ${KEPT_DAYS} * interval '1 day'`;
}
