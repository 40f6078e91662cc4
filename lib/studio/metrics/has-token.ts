import "server-only";
import { createHash, timingSafeEqual } from "node:crypto";

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();

/** Whether somebody brings the token of METRICS_TOKEN, as `Authorization: Bearer …`. The time that this takes says nothing of it. */
export function hasToken(authorization: string | null | undefined, token: string): boolean {
  const [, brought = ""] = /^Bearer (.+)$/.exec(authorization ?? "") ?? [];
  return timingSafeEqual(digest(brought), digest(token));
}
