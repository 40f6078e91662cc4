import type { IncomingMessage } from "node:http";
import { isIP } from "node:net";
import { CLIENT_ADDRESS_HEADER, OWN_ORIGIN_HEADER } from "@/lib/access/client-address";

export interface ForwardedRule {
  /** How many proxies of our own stand in front. 0: nobody's word counts but the socket's. */
  trustedProxies: number;
  /** The one address that people use; when it is known, no header has a say in it. */
  publicUrl?: string | undefined;
}

/**
 * Decides, once and for everybody behind it, where a request came from and under which address the browser sees us.
 * Each proxy appends to what it was sent, so the n-th entry from the right is the one that our outermost proxy wrote.
 * @returns null when the request names no host that could be one
 */
export function decideForwarded(request: IncomingMessage, rule: ForwardedRule): { client: string; origin: string } | null {
  const vouched = (name: string): string | undefined => {
    const entries = String(request.headers[name] ?? "").split(",");
    return rule.trustedProxies > 0 ? entries.at(-rule.trustedProxies)?.trim() || entries[0]?.trim() || undefined : undefined;
  };
  const address = vouched("x-forwarded-for") ?? "";
  const client = isIP(address) ? address : (request.socket.remoteAddress ?? "");
  if (rule.publicUrl) return { client, origin: new URL(rule.publicUrl).origin };
  const host = vouched("x-forwarded-host") ?? request.headers.host ?? "";
  const scheme = vouched("x-forwarded-proto") === "https" ? "https" : "http";
  const url = /^[\w.:[\]-]+$/.test(host) ? URL.parse(`${scheme}://${host}`) : null;
  return url && { client, origin: url.origin };
}

/** Puts the decision in the place of everything that a client or a proxy said about it. */
export function writeForwarded(request: IncomingMessage, { client, origin }: { client: string; origin: string }): void {
  const { headers } = request;
  for (const name of Object.keys(headers)) {
    if (/^(x-forwarded-|x-dailies-)/.test(name) || name === "forwarded" || name === "x-real-ip") delete headers[name];
  }
  const { host, protocol } = new URL(origin);
  headers[CLIENT_ADDRESS_HEADER] = headers["x-forwarded-for"] = client;
  headers[OWN_ORIGIN_HEADER] = origin;
  headers["x-forwarded-host"] = host;
  headers["x-forwarded-proto"] = protocol.slice(0, -1);
}
