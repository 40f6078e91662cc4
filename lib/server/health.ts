import { findRequestUser } from "@/lib/access/doors/request-actor";
import { describeConnection } from "@/lib/connections/connection";
import { getHealth, type Health, READS_ONLY } from "@/lib/studio/health/get-health";
import type { Exchange } from "./exchange";
import { sendResponse } from "./send-response";

const look = (): Promise<Health> => getHealth(() => describeConnection(null));

/** Everything at a glance, for the command line and for people: 200 when all of it works, else 503. */
export async function answerHealth({ request, response }: Exchange): Promise<void> {
  const health = await look();
  // Which versions run here helps an attacker more than a passer-by.
  const isKnown = (await findRequestUser(request).catch(() => null)) !== null;
  await send(response, health.status === "ok", isKnown ? health : withoutVersions(health));
}

/** For whoever restarts processes: this one answers. What it stands on is not asked. */
export const answerLive = ({ response }: Exchange): Promise<void> => send(response, true, { status: "ok" });

/**
 * For load balancers: this process can serve pages, because it has a database and storage. A worker that is silent and a
 * database that only reads are told, but pages that are taken away would help nobody.
 */
export async function answerReady({ response }: Exchange): Promise<void> {
  const { database, storage, worker } = (await look()).checks;
  const isReady = (database.ok || database.detail === READS_ONLY) && storage.ok;
  await send(response, isReady, { status: isReady ? "ok" : "unhealthy", checks: { database, storage, worker } });
}

const withoutVersions = ({ version: _, ...health }: Health) => ({
  ...health,
  checks: { ...health.checks, ffmpeg: { ok: health.checks.ffmpeg.ok } },
});

const send = (response: Exchange["response"], isOk: boolean, body: object): Promise<void> =>
  sendResponse(response, Response.json(body, { status: isOk ? 200 : 503, headers: { "cache-control": "no-store" } }));
