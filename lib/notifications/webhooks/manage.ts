import type { Actor } from "@/lib/access/callers/actor";
import { recordAccess } from "@/lib/access/record-access";
import { db, type Tx, withTransaction } from "@/lib/platform/db/client";
import { getEnv } from "@/lib/platform/env";
import { seal } from "@/lib/platform/seal";
import { mayPostTo } from "@/lib/providers/post";
import { AppError } from "@/lib/shared/errors";
import { newId } from "@/lib/shared/ids";
import type { IdInput } from "@/lib/shared/inputs";
import { sendNow } from "./deliver";
import { TEST_EVENT } from "./events";
import { raise } from "./raise";
import type { SaveWebhookInput } from "./schema";
import { newWebhookSecret } from "./sign";
import type { SavedWebhookView, WebhookView } from "./view";

const MOST_LISTED = 20;

const sealed = (webhookId: string, secret: string): string => seal(secret, `webhook ${webhookId}`, getEnv().authSecret);

/** @returns its name */
async function requireProject(tx: Tx, { teamId }: Actor, id: string): Promise<string> {
  const project = await tx.project.findFirst({ where: { id, teamId, deletedAt: null }, select: { name: true } });
  if (!project) throw new AppError("not-found");
  return project.name;
}

const record = (tx: Tx, { userId: byId, teamId }: Actor, kind: "webhookSaved" | "webhookRenewed" | "webhookRemoved", subject: string) =>
  recordAccess(kind, { userId: null, byId, teamId, subject }, tx);

/** The webhook of a project; null where it has none. @throws AppError not-found */
export async function getWebhook(actor: Actor, { id: projectId }: IdInput): Promise<WebhookView | null> {
  await requireProject(db, actor, projectId);
  const webhook = await db.webhook.findFirst({
    where: { projectId, teamId: actor.teamId },
    select: { url: true, events: true, isOn: true, deliveries: { orderBy: [{ createdAt: "desc" }, { id: "desc" }], take: MOST_LISTED } },
  });
  if (!webhook) return null;
  const deliveries = webhook.deliveries.map(({ id, event, createdAt, tries, status, problem, deliveredAt }) => ({
    ...{ id, event, at: createdAt.toISOString(), tries, status, problem },
    isTaken: deliveredAt !== null,
  }));
  return { url: webhook.url, events: webhook.events, isOn: webhook.isOn, deliveries };
}

/**
 * Sets a project's webhook up, or changes it; that turns it on again as well. Another address has another secret: whoever had the
 * old one is not told what the new one hears. @throws AppError not-found, webhook-address
 */
export async function saveWebhook(actor: Actor, { id: projectId, url, events }: SaveWebhookInput): Promise<SavedWebhookView> {
  if (!mayPostTo(url, new Set(getEnv().webhookHosts))) throw new AppError("webhook-address");
  const { teamId, userId } = actor;
  const secret = await withTransaction(async (tx) => {
    await record(tx, actor, "webhookSaved", await requireProject(tx, actor, projectId));
    const known = await tx.webhook.findFirst({ where: { projectId, teamId } });
    if (known?.url === url) {
      await tx.webhook.update({ where: { id: known.id }, data: { events, isOn: true } });
      return null;
    }
    const id = newId();
    const made = newWebhookSecret();
    // What waits for the old address is not for the new one.
    await tx.webhook.deleteMany({ where: { projectId, teamId } });
    await tx.webhook.create({ data: { id, teamId, projectId, url, events, secret: sealed(id, made), createdById: userId } });
    return made;
  });
  return { webhook: await getWebhook(actor, { id: projectId }), secret };
}

/** Takes the secret away and makes another, which is shown this once. @throws AppError not-found */
export async function renewSecret(actor: Actor, { id: projectId }: IdInput): Promise<SavedWebhookView> {
  const secret = newWebhookSecret();
  await withTransaction(async (tx) => {
    const known = await requireWebhook(tx, actor, projectId);
    await tx.webhook.update({ where: { id: known.id }, data: { secret: sealed(known.id, secret) } });
    await record(tx, actor, "webhookRenewed", known.project);
  });
  return { webhook: await getWebhook(actor, { id: projectId }), secret };
}

/** Sends something that says no more than that it arrived, and waits for the answer. @throws AppError not-found */
export async function testWebhook(actor: Actor, { id: projectId }: IdInput): Promise<SavedWebhookView> {
  await requireWebhook(db, actor, projectId);
  const key = `test:${newId()}`;
  await withTransaction((tx) => raise(tx, [{ teamId: actor.teamId, projectId, event: TEST_EVENT, key, data: {} }]));
  await sendNow(key);
  return { webhook: await getWebhook(actor, { id: projectId }), secret: null };
}

/** @throws AppError not-found */
export async function removeWebhook(actor: Actor, { id: projectId }: IdInput): Promise<SavedWebhookView> {
  await withTransaction(async (tx) => {
    const project = await requireProject(tx, actor, projectId);
    const { count } = await tx.webhook.deleteMany({ where: { projectId, teamId: actor.teamId } });
    if (count > 0) await record(tx, actor, "webhookRemoved", project);
  });
  return { webhook: null, secret: null };
}

async function requireWebhook(tx: Tx, actor: Actor, projectId: string): Promise<{ id: string; project: string }> {
  const project = await requireProject(tx, actor, projectId);
  const known = await tx.webhook.findFirst({ where: { projectId, teamId: actor.teamId }, select: { id: true } });
  if (!known) throw new AppError("not-found");
  return { ...known, project };
}
