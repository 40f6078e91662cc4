import type { Refusal } from "./refusal";
import type { WireSwitches } from "./switches";
import type { Surface } from "./told-task";

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

/** A refusal as its surface spells it: envelope 1 on native, 2, 3 or 6 on /v1. */
export function refusalResponse(refusal: Refusal, surface: Surface, switches: WireSwitches, requestId: string): Response {
  const headers: Record<string, string> = refusal.retryAfterSeconds === null ? {} : { "retry-after": String(refusal.retryAfterSeconds) };
  if (surface !== "videos" || (switches.videoErrors === "ark" && !refusal.byRelay))
    return json(refusal.status, arkEnvelope(refusal, requestId), headers);
  // Envelope 6: the relay's task calls have one of their own, always for a task that is not there.
  if (refusal.byRelay && (switches.relayErrors === "task" || refusal.code === "task_not_exist"))
    return json(refusal.status, { code: refusal.code, message: refusal.message, data: null }, headers);
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
