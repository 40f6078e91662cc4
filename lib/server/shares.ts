import { jsonResponse } from "@/lib/access/doors/json-response";
import { assertOwnOrigin } from "@/lib/access/doors/own-origin";
import type { Asked } from "@/lib/access/doors/request-actor";
import { clientNetwork } from "@/lib/access/client-address";
import type { ServedFile } from "@/lib/files/open-file";
import { readCookie } from "@/lib/shared/read-cookie";
import { findLiveShare, type Guest, requireShare } from "@/lib/shares/guests/find-share";
import { listGuestComments } from "@/lib/shares/guests/guest-comments";
import { channelOf } from "@/lib/shares/guests/hear";
import { readSharedCaptions } from "@/lib/shares/guests/read-captions";
import { openSharedFile, openSharedFilm } from "@/lib/shares/guests/open-shared";
import { AppError } from "@/lib/shared/errors";
import type { Exchange } from "./exchange";
import { sendLogo } from "./logo";
import { sendResponse } from "./send-response";
import { guestStreams } from "./streams/streams";

const isDownload = (request: Asked): boolean => new URL(request.url).searchParams.has("download");

/** Who asks with a link. @throws AppError not-allowed for pages of other sites */
function guestOf({ request: { headers, method }, params: { token = "" } }: Exchange): Guest {
  assertOwnOrigin(headers, method);
  return { token, network: clientNetwork(headers), cookie: (name) => readCookie(headers.get("cookie"), name) };
}

export const openShared = (exchange: Exchange): Promise<ServedFile> => {
  const { clip = "", variant = "" } = exchange.params;
  return openSharedFile(guestOf(exchange), { clip, variant, isDownload: isDownload(exchange.request) });
};

export const openFilmOfShare = (exchange: Exchange): Promise<ServedFile> => openSharedFilm(guestOf(exchange), isDownload(exchange.request));

/** Nobody keeps it, as with the files beside it. */
export async function sendCaptionsOfShare(exchange: Exchange): Promise<void> {
  const text = await readSharedCaptions(guestOf(exchange), exchange.params.clip ?? "");
  const headers = { "content-type": "text/vtt; charset=utf-8", "cache-control": "private, no-store" };
  await sendResponse(exchange.response, new Response(text, { headers }));
}

export async function sendGuestComments(exchange: Exchange): Promise<void> {
  await sendResponse(exchange.response, jsonResponse({ ok: true, data: await listGuestComments(guestOf(exchange)) }, 200));
}

export async function openGuestStream(exchange: Exchange): Promise<void> {
  const guest = guestOf(exchange);
  const share = await requireShare(guest);
  const channel = channelOf(share);
  guestStreams.get().open(exchange.response, { sessionId: share.id, teamId: channel, userId: `${share.id} ${guest.network}`, hidden: [] });
}

/** Who shares it may be seen before the passphrase is asked. @throws AppError not-found */
export async function sendLogoOfShare(exchange: Exchange): Promise<void> {
  const share = await findLiveShare(guestOf(exchange));
  if (!share) throw new AppError("not-found");
  await sendLogo(exchange, share.teamId);
}
