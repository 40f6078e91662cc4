import type { ActionResult } from "@/lib/shared/result";
import { leaveFor } from "./leave-for";

/** Goes to a provider outside, which leads back to `returnTo` with whoever signs in there. Answers only where that cannot be. */
export async function leaveForProvider(provider: string, returnTo: string): Promise<ActionResult<never>> {
  const { csrfToken } = (await (await fetch("/api/auth/csrf")).json()) as { csrfToken: string };
  const body = new URLSearchParams({ csrfToken, callbackUrl: returnTo, json: "true" });
  const response = await fetch(`/api/auth/signin/${provider}`, { method: "POST", body });
  const { url } = (await response.json()) as { url?: string };
  // Our own address means that it was not reached.
  if (!url || new URL(url, location.href).origin === location.origin) return { ok: false, error: { code: "outside-unreachable" } };
  return leaveFor(url);
}
