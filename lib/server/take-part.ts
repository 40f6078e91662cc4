import type { IncomingMessage } from "node:http";
import { ERRORS, Server } from "@tus/server";
import { jsonResponse } from "@/lib/access/doors/json-response";
import type { Actor } from "@/lib/access/callers/actor";
import { requireRowActor } from "@/lib/access/doors/request-actor";
import { UploadEnded } from "@/lib/assets/claim-upload";
import { findUpload, hasEnded, selectUpload, type UploadRow } from "@/lib/assets/find-upload";
import { finishUpload, forgetUpload } from "@/lib/assets/finish-upload";
import { refusalOf } from "@/lib/assets/keep-file";
import * as assets from "@/lib/assets/operations";
import { leaseLocker } from "@/lib/assets/parts/lease-locker";
import { getPartStore, partIdOf } from "@/lib/assets/parts/part-store";
import type { AssetView } from "@/lib/assets/view";
import { giveBack } from "@/lib/platform/storage/write-gathered";
import { AppError } from "@/lib/shared/errors";
import { MOST_PART_BYTES } from "@/lib/shared/request-limits";
import type { Exchange } from "./exchange";

/** What one request is about, and what came of it beside what tus says. */
interface Turn {
  actor: Actor;
  asset: UploadRow;
  kept: AssetView | null;
  error: unknown;
}

const turns = new WeakMap<object, Turn>();

/** One that is dead gives its row back this soon after somebody else has asked for it. */
const LET_GO_MS = 1_000;

/** Speaks tus for one request: the rows of uploads are made by our own operation, so there is no POST. */
const makeServer = (): Server =>
  new Server({
    path: "/api/uploads",
    datastore: getPartStore(),
    locker: (request) => leaseLocker(turnOf(request).asset),
    getFileIdFromRequest: (request) => partIdOf(turnOf(request).asset.id),
    lockDrainTimeout: LET_GO_MS,
    allowedOrigins: () => false,
    async onUploadFinish(request) {
      const turn = turnOf(request);
      turn.kept = await finishUpload(turn.actor, turn.asset.id);
      return {};
    },
    onResponseError(request, error) {
      turnOf(request).error = error;
      return undefined;
    },
  });

/** One for each store, which follows the settings. */
const servers = new WeakMap<object, Server>();
function serverOf(): Server {
  const store = getPartStore();
  const server = servers.get(store) ?? makeServer();
  servers.set(store, server);
  return server;
}

function turnOf(request: object): Turn {
  const turn = turns.get(request);
  if (!turn) throw new Error("not one of our requests");
  return turn;
}

/**
 * Takes a part of an upload, says how far it is, or gives it up. The answer to the last part comes when the whole file has been
 * looked at, and is the asset; whoever did not hear it asks once more with a part of no bytes.
 */
export async function takePart({ incoming, response, request, params: { id = "" } }: Exchange): Promise<void> {
  response.setHeader("tus-resumable", "1.0.0");
  const { actor } = await requireRowActor(request, assets.receive, selectUpload(id));
  const asset = await findUpload(actor, id);
  assertPart(incoming);
  const turn: Turn = { actor, asset, kept: null, error: null };
  const answer =
    (request.method !== "OPTIONS" && hasEnded(asset) ? null : await speak(incoming, request.url, turn)) ??
    (await answerEnded(request.method, turn));
  // Who left is told nothing.
  if (response.destroyed) return;
  const headers = Object.fromEntries([...answer.headers].filter(([name]) => !name.startsWith("access-control-")));
  response.writeHead(answer.status, { "cache-control": "no-store", ...headers }).end(Buffer.from(await answer.arrayBuffer()));
  // What was not read, because it was refused, must not stand in the way of the next request.
  incoming.resume();
}

/** @throws AppError too-large, bad-input */
function assertPart({ method, headers }: IncomingMessage): void {
  if (method !== "PATCH") return;
  // A part says how long it is, so that nothing of it is written that would have to be refused at its end.
  if (headers["transfer-encoding"] !== undefined) throw new AppError("bad-input");
  if (Number(headers["content-length"] ?? 0) > MOST_PART_BYTES) throw new AppError("too-large");
}

/** @returns null when the upload ended while this request waited for it */
async function speak(incoming: IncomingMessage, url: string, turn: Turn): Promise<Response | null> {
  const { method = "", headers } = incoming;
  const hasBody = method === "PATCH" && Number(headers["content-length"] ?? 0) > 0;
  const given = Object.entries(headers).flatMap(([name, value]) => (typeof value === "string" ? [[name, value] as [string, string]] : []));
  const asked = new Request(url, { method, headers: given, ...(hasBody && { body: bodyOf(incoming), duplex: "half" as const }) });
  turns.set(asked, turn);
  const answer = await serverOf().handleWeb(asked);
  if (turn.error instanceof UploadEnded) return null;
  // What tus itself refuses is an object with a status; everything else is ours to tell.
  if (turn.error !== null && !isTusError(turn.error)) throw refusalOf(turn.error);
  if (method === "DELETE" && answer.ok) await forgetUpload(turn.asset);
  return turn.kept ? withAsset(turn.kept, answer.headers.get("upload-offset") ?? "") : answer;
}

const isTusError = (error: unknown): boolean =>
  Object.values(ERRORS).includes(error as (typeof ERRORS)["ABORTED"]) || (error instanceof Error && "status_code" in error);

/** Each piece goes through six hands of the library: few large ones cost half of what many small ones do. */
const PIECE_BYTES = 256 * 1024;
/** A thin line need not wait for a large one. */
const GATHER_MS = 1_000;

/**
 * Nothing is taken from the line before somebody wants it: so a part that is refused costs nothing, and a slow disk slows the line.
 * Of a line that breaks, what has come is kept.
 */
function bodyOf(incoming: IncomingMessage): ReadableStream<Uint8Array> {
  let pieces: AsyncIterator<Uint8Array> | undefined;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        pieces ??= incoming.iterator({ destroyOnReturn: false }) as AsyncIterator<Uint8Array>;
        const startedAt = performance.now();
        const gathered: Uint8Array[] = [];
        let size = 0;
        let isOver = false;
        while (!isOver && size < PIECE_BYTES && performance.now() - startedAt < GATHER_MS) {
          const next = await pieces.next().catch(() => null);
          if (!next || next.done) isOver = true;
          else size += gathered[gathered.push(next.value) - 1]!.byteLength;
        }
        if (size > 0) controller.enqueue(Buffer.concat(gathered));
        gathered.forEach(giveBack);
        if (isOver) controller.close();
      },
    },
    { highWaterMark: 0 },
  );
}

/** Of an upload that has ended there is nothing left to send or to give up; a part tells how it ended. @throws as finishUpload */
async function answerEnded(method: string, { actor, asset }: Turn): Promise<Response> {
  if (method === "DELETE") return new Response(null, { status: 204 });
  const size = String(asset.sizeBytes);
  if (method === "PATCH") return withAsset(await finishUpload(actor, asset.id), size);
  return new Response(null, { headers: { "upload-offset": size, "upload-length": size } });
}

function withAsset(asset: AssetView, offset: string): Response {
  const response = jsonResponse<AssetView>({ ok: true, data: asset }, 200);
  response.headers.set("upload-offset", offset);
  return response;
}
