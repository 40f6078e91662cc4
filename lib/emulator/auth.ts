import { createHash } from "node:crypto";

import { json, libraryAnswer, refusalResponse } from "./envelopes";
import { Refusal } from "./refusal";
import type { Surface } from "./records";
import type { World } from "./world";

/** What is kept of a key: enough to tell two apart. A leading `Bearer ` and `sk-` do not count, as relays have it. */
export const fingerprintOf = (key: string): string => createHash("sha256").update(key.replace(/^sk-/, "")).digest("hex").slice(0, 16);

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
  const isKnown =
    world.apiKeys === null ? !/^(?:sk-)?invalid/i.test(key) : world.apiKeys.some((known) => fingerprintOf(known) === fingerprintOf(key));
  if (key !== "" && !/\s/.test(key) && !wrongForm && isKnown) return { key: fingerprintOf(key) };

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
      ? new Refusal(401, "token_invalid", "Invalid token", { byRelay: true })
      : new Refusal(401, "AuthenticationError", key === "" ? "The API key in the request is missing." : "The API key doesn't exist.", {
          type: "Unauthorized",
        });
  return { answer: refusalResponse(refusal, area, switches, world.requestId()) };
}
