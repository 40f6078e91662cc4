import type { Refusal } from "./refusal";
import type { Surface } from "./records";
import type { FidelitySwitches } from "./settings";
import type { World } from "./world";

export function json(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json; charset=utf-8", ...headers } });
}

/** Envelope 1: ByteDance's, and whatever a relay passes through. */
const arkEnvelope = (refusal: Refusal, requestId: string) => ({
  error: { code: refusal.code, message: `${refusal.message} Request id: ${requestId}`, param: refusal.param, type: refusal.type },
});

/** Envelope 2: a relay's own, in OpenAI's manner. */
const relayEnvelope = (refusal: Refusal, requestId: string) => ({
  error: { message: `${refusal.message} (request id: ${requestId})`, type: "new_api_error", param: refusal.param, code: refusal.code },
});

/** A refusal as its surface spells it: envelope 1 on native, 2 or 3 on /v1. */
export function refusalResponse(refusal: Refusal, surface: Surface, switches: FidelitySwitches, requestId: string): Response {
  const headers: Record<string, string> = refusal.retryAfterSeconds === null ? {} : { "retry-after": String(refusal.retryAfterSeconds) };
  if (surface !== "videos" || (switches.videoErrors === "ark" && !refusal.byRelay))
    return json(refusal.status, arkEnvelope(refusal, requestId), headers);
  // new-api has an envelope of its own for this one.
  if (refusal.code === "task_not_exist") return json(refusal.status, { code: refusal.code, message: refusal.message, data: null });
  if (refusal.byRelay) return json(refusal.status, relayEnvelope(refusal, requestId), headers);
  return json(
    refusal.status,
    { code: "fail_to_fetch_task", message: JSON.stringify(arkEnvelope(refusal, requestId)), data: null },
    headers,
  );
}

/** Envelope 4: the asset library's. */
export const libraryAnswer = (code: number, data: unknown, msg: string, httpStatus = 200): Response =>
  json(httpStatus, { code, data, msg });

export function htmlPage(status: number, title: string): Response {
  const body = `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n`;
  return new Response(body, { status, headers: { "content-type": "text/html" } });
}

/** How object storage says no. */
export function storageError(status: number, code: string, message: string, world: World): Response {
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message><RequestId>${world.random.text(32, "0123456789abcdef")}</RequestId><HostId>emulator</HostId></Error>\n`;
  return new Response(body, { status, headers: { "content-type": "application/xml" } });
}
