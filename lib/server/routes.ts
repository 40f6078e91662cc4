import type { z } from "zod";
import { asRoute } from "@/lib/access/doors/as-route";
import { parseInput } from "@/lib/access/doors/parse-input";
import { requireRouteActor, requireRowActor } from "@/lib/access/doors/request-actor";
import { requireInSight } from "@/lib/access/callers/in-sight";
import type { OfTeam } from "@/lib/access/identity/sessions";
import type { Door, Operation } from "@/lib/access/operation";
import type { Permission } from "@/lib/access/permissions";
import * as assets from "@/lib/assets/operations";
import { contentDisposition } from "@/lib/files/download-name";
import type { Actor } from "@/lib/access/callers/actor";
import { clientNetwork } from "@/lib/access/client-address";
import { recordAccess } from "@/lib/access/record-access";
import { exportAudit } from "@/lib/teams/audit/export-audit";
import { auditSchema } from "@/lib/teams/audit/schema";
import { openFile, type ServedFile } from "@/lib/files/open-file";
import { selectBundle } from "@/lib/generations/bundle/prepare-bundle";
import { openBundle } from "@/lib/generations/bundle/stream-bundle";
import { MOVING_VARIANTS, openCopy } from "@/lib/generations/copies/open-copy";
import { exportClips } from "@/lib/generations/export-clips";
import { exportSpend } from "@/lib/budgets/export-spend";
import * as budgets from "@/lib/budgets/operations";
import { exportSchema } from "@/lib/budgets/schema";
import * as find from "@/lib/generations/find/operations";
import * as generations from "@/lib/generations/operations";
import * as pictures from "@/lib/generations/pictures/operations";
import * as presence from "@/lib/generations/presence/operations";
import * as prompts from "@/lib/generations/prompts/operations";
import * as requests from "@/lib/generations/request-preview/operations";
import * as review from "@/lib/generations/review/operations";
import * as tray from "@/lib/generations/searching/tray/operations";
import { openUnclaimedFile } from "@/lib/generations/searching/tray/queries";
import { isFilesBundle, openFilesBundle } from "@/lib/library/bundle-files";
import * as library from "@/lib/library/operations";
import * as notifications from "@/lib/notifications/operations";
import * as queue from "@/lib/queue/operations";
import { openFilm } from "@/lib/sequences/exports/open-film";
import * as sequences from "@/lib/sequences/operations";
import * as guests from "@/lib/shares/guests/operations";
import * as teams from "@/lib/teams/operations";
import { AppError } from "@/lib/shared/errors";
import { isId } from "@/lib/shared/ids";
import * as alarms from "@/lib/studio/alarms/operations";
import * as studio from "@/lib/studio/operations";
import type { Exchange } from "./exchange";
import { answerHealth, answerLive, answerReady } from "./health";
import { answerMetrics } from "./metrics";
import { sendFile } from "./send-file";
import { sendLines } from "./send-lines";
import { sendResponse } from "./send-response";
import { sendZip } from "./send-zip";
import { sendTeamLogo } from "./logo";
import { openFilmOfShare, openGuestStream, openShared, sendCaptionsOfShare, sendGuestComments, sendLogoOfShare } from "./shares";
import { eventStreams } from "./streams/streams";
import { takePart } from "./take-part";

export interface Route {
  /** GET answers HEAD as well, but for streams. */
  method: "GET" | "HEAD" | "PUT" | "PATCH" | "DELETE" | "OPTIONS";
  /** `:name` stands for one part of the path. */
  path: string;
  /** What is asked for, and who may. */
  door: Door;
  kind: "json" | "file" | "table" | "upload" | "stream" | "health";
  answer: (exchange: Exchange) => Promise<void>;
}

/** Everything that the web process answers without Next. What is not here is a page, an action or a script of Next's. */
export const routes: readonly Route[] = [
  json("/api/generations", generations.list),
  json("/api/generations/:id", generations.get),
  json("/api/generations/:id/takes", generations.takes),
  json("/api/generations/:id/captions", generations.captions),
  json("/api/generations/:id/lineage", generations.lineage),
  json("/api/generations/:id/review", review.get),
  json("/api/votes", review.votes),
  json("/api/reviews", review.waiting),
  json("/api/activity", review.activity),
  json("/api/presence", presence.say, "PUT"),
  json("/api/generations/:id/request", requests.ofGeneration),
  json("/api/generations/:id/candidates", tray.candidates),
  json("/api/labels", generations.labels),
  json("/api/favourites", generations.favourites),
  json("/api/clip-count", find.count),
  json("/api/clip-days", find.days),
  json("/api/clip-authors", find.authors),
  json("/api/views", find.views),
  json("/api/prompts", prompts.list),
  json("/api/snippets", prompts.snippets),
  json("/api/pictures", pictures.list),
  json("/api/file-states", assets.states),
  json("/api/library", library.list),
  json("/api/library/shelves", library.shelves),
  json("/api/library/:id", library.get),
  json("/api/elements", assets.elements),
  json("/api/elements/:id/uses", library.elementUses),
  json("/api/sequences", sequences.list),
  json("/api/sequences/:id", sequences.get),
  json("/api/sequences/:id/exports", sequences.films),
  json("/api/mends", assets.mends),
  json("/api/looks/:id", assets.look),
  json("/api/refusals", generations.refusals),
  json("/api/queue", queue.get),
  json("/api/alarms", alarms.list),
  json("/api/notifications", notifications.list),
  json("/api/spend", budgets.get),
  json("/api/spend/chip", budgets.chip),
  { method: "GET", path: "/api/spend/export", door: budgets.download, kind: "table", answer: sendSpend },
  { method: "GET", path: "/api/audit/export", door: teams.exportAudit, kind: "table", answer: sendAudit },
  file("/api/media/:id/:variant", generations.open, openClip),
  file("/api/originals/:id", generations.openOriginal, openOriginal),
  file("/api/assets/:id/:variant", assets.open, openAsset),
  file("/api/exports/:id", sequences.open, openExport),
  file("/api/unclaimed/:id", tray.open, openUnclaimed),
  { method: "GET", path: "/api/projects/:id/clips", door: generations.exportAll, kind: "file", answer: sendClips },
  { method: "GET", path: "/api/downloads/:id", door: generations.bundle, kind: "file", answer: sendBundle },
  ...(["OPTIONS", "HEAD", "PATCH", "DELETE"] as const).map(upload),
  { method: "GET", path: "/api/events", door: generations.listen, kind: "stream", answer: openStream },
  { method: "GET", path: "/api/shares/:token/clips/:clip/captions.vtt", door: guests.captions, kind: "file", answer: sendCaptionsOfShare },
  file("/api/shares/:token/clips/:clip/:variant", guests.open, openShared),
  file("/api/shares/:token/film", guests.openFilm, openFilmOfShare),
  { method: "GET", path: "/api/shares/:token/logo", door: guests.logo, kind: "file", answer: sendLogoOfShare },
  { method: "GET", path: "/api/team-logo", door: teams.logo, kind: "file", answer: sendTeamLogo },
  { method: "GET", path: "/api/shares/:token/comments", door: guests.comments, kind: "json", answer: sendGuestComments },
  { method: "GET", path: "/api/shares/:token/events", door: guests.listen, kind: "stream", answer: openGuestStream },
  { method: "GET", path: "/api/health", door: studio.health, kind: "health", answer: answerHealth },
  { method: "GET", path: "/api/health/live", door: studio.health, kind: "health", answer: answerLive },
  { method: "GET", path: "/api/health/ready", door: studio.health, kind: "health", answer: answerReady },
  { method: "GET", path: "/metrics", door: studio.metrics, kind: "health", answer: answerMetrics },
];

function json<S extends z.ZodType, T>(path: string, operation: Operation<Permission, S, T>, method: Route["method"] = "GET"): Route {
  const ask = asRoute(operation);
  const answer = async ({ request, response, params }: Exchange): Promise<void> => sendResponse(response, await ask(request, params));
  return { method, path, door: operation, kind: "json", answer };
}

/** What tus says about one upload; its row was made by an operation. */
function upload(method: Route["method"]): Route {
  return { method, path: "/api/uploads/:id", door: assets.receive, kind: "upload", answer: takePart };
}

/** `open` has asked who may see the file; another's and none are both "not-found". */
function file(path: string, door: Door, open: (exchange: Exchange) => Promise<ServedFile>): Route {
  const answer = async (exchange: Exchange): Promise<void> =>
    sendFile(exchange.incoming, exchange.response, await open(exchange), new URL(exchange.request.url).searchParams.has("download"));
  return { method: "GET", path, door, kind: "file", answer };
}

/** To be played it is the file as it is; to be taken away it is a copy with what the project asks for. */
function openClip({ request, params: { id = "", variant = "" } }: Exchange): Promise<ServedFile> {
  const download = new URL(request.url).searchParams.get("download");
  const moving = MOVING_VARIANTS.find((one) => one === variant);
  if (download !== null && moving) {
    const asked = { generationId: id, variant: moving, withRecipe: download === "recipe" };
    return openCopy((row) => requireRowActor(request, generations.open, row), asked);
  }
  return openFile((row) => requireRowActor(request, generations.open, row), { generationId: id, variant });
}

/** The very bytes that the provider made, whatever mark the project puts on downloads. */
function openOriginal({ request, params: { id = "" } }: Exchange): Promise<ServedFile> {
  return openFile((row) => requireRowActor(request, generations.openOriginal, row), { generationId: id, variant: "video" });
}

function openAsset({ request, params: { id = "", variant = "" } }: Exchange): Promise<ServedFile> {
  return openFile((row) => requireRowActor(request, assets.open, row), { assetId: id, variant });
}

function openExport({ request, params: { id = "" } }: Exchange): Promise<ServedFile> {
  const isDownload = new URL(request.url).searchParams.has("download");
  return openFilm((row) => requireRowActor(request, sequences.open, row), id, isDownload);
}

async function openUnclaimed({ request, params: { id = "" } }: Exchange): Promise<ServedFile> {
  const { actor } = await requireRouteActor(request, tray.open);
  if (!isId(id)) throw new AppError("not-found");
  return openUnclaimedFile(actor, id);
}

/** Every clip of a project as a row, to be read and to be asked for again. */
async function sendClips(exchange: Exchange): Promise<void> {
  const { response, request, params } = exchange;
  const { id = "" } = params;
  const { actor } = await requireRouteActor(request, generations.exportAll);
  if (!isId(id)) throw new AppError("not-found");
  const asked = new URL(request.url).searchParams;
  const { name, answer } = await exportClips(actor, { projectId: id, format: asked.get("format"), language: asked.get("language") });
  await recordTable(exchange, actor, name);
  await sendResponse(response, answer);
}

/** Clips, or files of the library, that somebody chose, as one file; or a timeline of clips. */
async function sendBundle(exchange: Exchange): Promise<void> {
  const { id = "" } = exchange.params;
  const { actor, row } = await requireRowActor<OfTeam & { body: unknown }>(
    exchange.request,
    generations.bundle,
    isId(id) ? selectBundle(id) : null,
  );
  // What it was chosen from may have been closed to them since.
  await requireInSight(actor, row.body);
  const bundle = isFilesBundle(row.body) ? await openFilesBundle(row.teamId, row.body) : await openBundle(row.teamId, row.body);
  const { method, headers: came } = exchange.request;
  const told = { userId: null, byId: actor.userId, teamId: row.teamId, network: clientNetwork(came), subject: bundle.name };
  if (method !== "HEAD") await recordAccess("downloaded", told);
  if ("open" in bundle) return sendZip(exchange, actor.userId, bundle);
  const headers = {
    "content-type": bundle.mime,
    "content-disposition": contentDisposition("attachment", bundle.name),
    "cache-control": "private, no-store",
    "cross-origin-resource-policy": "same-origin",
    "x-content-type-options": "nosniff",
  };
  await sendResponse(exchange.response, new Response(bundle.text, { headers }));
}

async function sendSpend(exchange: Exchange): Promise<void> {
  const { actor } = await requireRouteActor(exchange.request, budgets.download);
  const asked = Object.fromEntries(new URL(exchange.request.url).searchParams);
  const { name, lines } = await exportSpend(actor, parseInput(exportSchema, asked));
  await recordTable(exchange, actor, name);
  await sendLines(exchange, name, lines);
}

async function sendAudit(exchange: Exchange): Promise<void> {
  const { actor } = await requireRouteActor(exchange.request, teams.exportAudit);
  const asked = Object.fromEntries(new URL(exchange.request.url).searchParams);
  const lines = exportAudit(actor, parseInput(auditSchema, asked));
  await recordTable(exchange, actor, "audit.csv");
  await sendLines(exchange, "audit.csv", lines);
}

/** What is taken out of a team as a table is told in its audit. */
async function recordTable({ request: { method, headers } }: Exchange, { userId: byId, teamId }: Actor, subject: string): Promise<void> {
  if (method !== "HEAD") await recordAccess("tableExported", { userId: null, byId, teamId, network: clientNetwork(headers), subject });
}

async function openStream({ request, response }: Exchange): Promise<void> {
  const { actor, sessionId } = await requireRouteActor(request, generations.listen);
  eventStreams.get().open(response, { sessionId, userId: actor.userId, teamId: actor.teamId, hidden: actor.hidden });
}
