import type { IncomingMessage, ServerResponse } from "node:http";
import type { z } from "zod";
import { asRoute } from "@/lib/access/doors/as-route";
import { jsonResponse } from "@/lib/access/doors/json-response";
import { requireRouteActor, requireRowActor } from "@/lib/access/doors/request-actor";
import type { Door, Operation } from "@/lib/access/operation";
import type { Permission } from "@/lib/access/permissions";
import { findUploadTeam } from "@/lib/assets/find-upload-team";
import * as assets from "@/lib/assets/operations";
import { receiveUpload } from "@/lib/assets/receive-upload";
import type { AssetView } from "@/lib/assets/view";
import { openFile, type ServedFile } from "@/lib/files/open-file";
import * as generations from "@/lib/generations/operations";
import * as requests from "@/lib/generations/request-preview/operations";
import * as tray from "@/lib/generations/searching/tray/operations";
import { openUnclaimedFile } from "@/lib/generations/searching/tray/queries";
import * as queue from "@/lib/queue/operations";
import { AppError } from "@/lib/shared/errors";
import { isId } from "@/lib/shared/ids";
import * as alarms from "@/lib/studio/alarms/operations";
import * as studio from "@/lib/studio/operations";
import { answerHealth, answerLive, answerReady } from "./health";
import { sendFile } from "./send-file";
import { sendResponse } from "./send-response";
import { eventStreams } from "./streams/streams";

/** One request on its way: as Node has it, and as the doors read it. */
export interface Exchange {
  incoming: IncomingMessage;
  response: ServerResponse;
  request: Request;
  params: Record<string, string>;
}

export interface Route {
  /** GET answers HEAD as well, but for streams. */
  method: "GET" | "PUT";
  /** `:name` stands for one part of the path. */
  path: string;
  /** What is asked for, and who may. */
  door: Door;
  kind: "json" | "file" | "upload" | "stream" | "health";
  answer: (exchange: Exchange) => Promise<void>;
}

/** Everything that the web process answers without Next. What is not here is a page, an action or a script of Next's. */
export const routes: readonly Route[] = [
  json("/api/generations", generations.list),
  json("/api/generations/:id", generations.get),
  json("/api/generations/:id/request", requests.ofGeneration),
  json("/api/generations/:id/candidates", tray.candidates),
  json("/api/queue", queue.get),
  json("/api/alarms", alarms.list),
  file("/api/media/:id/:variant", generations.open, openClip),
  file("/api/assets/:id/:variant", assets.open, openAsset),
  file("/api/unclaimed/:id", tray.open, openUnclaimed),
  { method: "PUT", path: "/api/uploads/:id", door: assets.receive, kind: "upload", answer: takeUpload },
  { method: "GET", path: "/api/events", door: generations.listen, kind: "stream", answer: openStream },
  { method: "GET", path: "/api/health", door: studio.health, kind: "health", answer: answerHealth },
  { method: "GET", path: "/api/health/live", door: studio.health, kind: "health", answer: answerLive },
  { method: "GET", path: "/api/health/ready", door: studio.health, kind: "health", answer: answerReady },
];

function json<S extends z.ZodType, T>(path: string, operation: Operation<Permission, S, T>): Route {
  const ask = asRoute(operation);
  const answer = async ({ request, response, params }: Exchange): Promise<void> => sendResponse(response, await ask(request, params));
  return { method: "GET", path, door: operation, kind: "json", answer };
}

/** `open` has asked who may see the file; another's and none are both "not-found". */
function file(path: string, door: Door<Permission>, open: (exchange: Exchange) => Promise<ServedFile>): Route {
  const answer = async (exchange: Exchange): Promise<void> =>
    sendFile(exchange.incoming, exchange.response, await open(exchange), new URL(exchange.request.url).searchParams.has("download"));
  return { method: "GET", path, door, kind: "file", answer };
}

function openClip({ request, params: { id = "", variant = "" } }: Exchange): Promise<ServedFile> {
  return openFile((teamId) => requireRowActor(request, generations.open, teamId), { generationId: id, variant });
}

function openAsset({ request, params: { id = "", variant = "" } }: Exchange): Promise<ServedFile> {
  return openFile((teamId) => requireRowActor(request, assets.open, teamId), { assetId: id, variant });
}

async function openUnclaimed({ request, params: { id = "" } }: Exchange): Promise<ServedFile> {
  const { actor } = await requireRouteActor(request, tray.open);
  if (!isId(id)) throw new AppError("not-found");
  return openUnclaimedFile(actor, id);
}

/** Takes the raw bytes of an asset as they come, never held in memory. The answer comes when they have been looked at. */
async function takeUpload({ incoming, response, request, params: { id = "" } }: Exchange): Promise<void> {
  const actor = await requireRowActor(request, assets.receive, await findUploadTeam(id));
  const length = incoming.headers["content-length"];
  const contentLength = length === undefined ? null : Number(length);
  const asset = await receiveUpload(actor, { assetId: id, source: incoming, contentLength });
  await sendResponse(response, jsonResponse<AssetView>({ ok: true, data: asset }, 200));
}

async function openStream({ request, response }: Exchange): Promise<void> {
  const { actor, user } = await requireRouteActor(request, generations.listen);
  eventStreams.get().open(response, { sessionId: user.sessionId, userId: user.id, teamId: actor.teamId });
}
