import { AppError } from "@/lib/shared/errors";
import { ownOrigin } from "../own-origin";

/**
 * Refuses what a page of another site made the browser send. Reads trust Sec-Fetch-Site where a browser sends it;
 * whatever changes something must come from a page of ours: same scheme, same host, same port.
 */
export function assertOwnOrigin(headers: Pick<Headers, "get">, method: string): void {
  if (method === "GET" || method === "HEAD") {
    // A link in a chat may lead to a download of ours; an image tag of another site may not.
    const isOtherSite = headers.get("sec-fetch-site") === "cross-site";
    if (isOtherSite && headers.get("sec-fetch-mode") !== "navigate") throw new AppError("not-allowed");
    return;
  }
  if (headers.get("origin") !== URL.parse(ownOrigin(headers))?.origin) throw new AppError("not-allowed");
}
