import { createHash } from "node:crypto";
import { json, libraryAnswer, refusalResponse } from "@/lib/wire/envelopes";
import { Refusal } from "@/lib/wire/refusal";
import type { Surface } from "@/lib/wire/told-task";
import type { World } from "./world";

/** What is kept of a key: enough to tell two apart. A leading `Bearer ` and `sk-` do not count, as relays have it. */
export const fingerprintOf = (key: string): string => createHash("sha256").update(key.replace(/^sk-/, "")).digest("hex").slice(0, 16);

/** What a studio's key was before it had one of its own: whatever was made with it stays with the studio. */
const FIRST_KEY = "emulator";

const isSame = (key: string, known: string): boolean => fingerprintOf(key) === fingerprintOf(known);

/** The way in for operators asks for the studio's key, where there is one; only how it is doing is told to everybody. */
export function mayOperate(request: Request, url: URL, { ownKey }: World): boolean {
  if (ownKey === null || (request.method === "GET" && /^\/emulator(?:\/(?:health)?)?$/.test(url.pathname))) return true;
  return isSame(/^bearer\s+(\S+)$/i.exec(request.headers.get("authorization") ?? "")?.[1] ?? "", ownKey);
}

/**
 * The fingerprint of the caller's key, or the answer that turns the caller away. Where any key is accepted, one
 * that begins with `invalid` or `sk-invalid` is still refused, so that a wrong key can be tried out.
 */
export function authenticate(request: Request, area: Surface | "assets", world: World): { key: string } | { answer: Response } {
  const header = request.headers.get("authorization")?.trim() ?? "";
  const bearer = /^bearer\s+(\S+)$/i.exec(header)?.[1];
  const key = bearer ?? header;
  const { switches } = world;
  const wrongForm =
    area === "assets"
      ? switches.assetAuth === "bare" && bearer !== undefined
      : (area === "ark" || switches.generationAuth === "bearer") && bearer === undefined;
  const isOwn = world.ownKey !== null && isSame(key, world.ownKey);
  const isKnown = isOwn || (world.apiKeys === null ? !/^(?:sk-)?invalid/i.test(key) : world.apiKeys.some((known) => isSame(key, known)));
  if (key !== "" && !/\s/.test(key) && !wrongForm && isKnown) {
    const stopped = whyStopped(request, world);
    if (!stopped) return { key: fingerprintOf(isOwn ? FIRST_KEY : key) };
    if (area === "assets") return { answer: libraryAnswer(stopped.status, null, stopped.message, stopped.status) };
    return { answer: refusalResponse(stopped, area, switches, world.requestId()) };
  }

  if (switches.badKey === "500") {
    return {
      answer: json(500, {
        error: { message: `Invalid token (request id: ${world.requestId()})`, type: "api_error", param: "", code: "token_invalid" },
      }),
    };
  }
  if (area === "assets") return { answer: libraryAnswer(401, null, "Unauthorized: invalid token", 401) };
  const refusal =
    area === "videos"
      ? new Refusal(401, "access_denied", "Invalid token", { byRelay: true })
      : new Refusal(401, "AuthenticationError", key === "" ? "The API key in the request is missing." : "The API key doesn't exist.", {
          type: "Unauthorized",
        });
  return { answer: refusalResponse(refusal, area, switches, world.requestId()) };
}

/** A good key that may not be used now: past its end, switched off, or at its own limit until the clock resets that. */
function whyStopped({ method }: Request, { switches, now }: World): Refusal | null {
  const { keyState, keyResetsAt } = switches;
  if (keyState === "good" || (keyState === "limit" && keyResetsAt !== null && now() >= Date.parse(keyResetsAt))) return null;
  if (keyState !== "limit")
    return new Refusal(401, "access_denied", keyState === "expired" ? "该令牌已过期" : "该令牌状态不可用", { byRelay: true });
  return method === "POST"
    ? new Refusal(403, "pre_consume_token_quota_failed", "token quota is not enough, token remain quota: $0.00", { byRelay: true })
    : new Refusal(401, "token_quota_exhausted", "该令牌额度已用尽 TokenStatusExhausted", { byRelay: true });
}
