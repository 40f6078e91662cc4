import { getEnv } from "@/lib/platform/env";
import { AppError } from "@/lib/shared/errors";

/**
 * Refuses what a page of another site made the browser send. Reads trust Sec-Fetch-Site where a browser sends it;
 * whatever changes something must name an Origin of ours.
 */
export function assertOwnOrigin(request: Request): void {
  const { headers, method } = request;
  const site = headers.get("sec-fetch-site");
  if (method === "GET" || method === "HEAD") {
    // A link in a chat may lead to a download of ours; an image tag of another site may not.
    if (site === "cross-site" && headers.get("sec-fetch-mode") !== "navigate") throw new AppError("not-allowed");
    return;
  }
  const origin = URL.parse(headers.get("origin") ?? "");
  const { publicUrl } = getEnv();
  const ours = [headers.get("x-forwarded-host")?.split(",")[0]?.trim(), headers.get("host"), publicUrl && new URL(publicUrl).host];
  if (!origin?.host || !ours.includes(origin.host)) throw new AppError("not-allowed");
}
