import { isIP } from "node:net";

/** lib/server writes both into every request, over whatever a client sent under these names. */
export const CLIENT_ADDRESS_HEADER = "x-dailies-client";
/** Scheme, host and port under which the browser reaches this studio. */
export const OWN_ORIGIN_HEADER = "x-dailies-origin";

/**
 * The network a request came from, for counting failures: an IPv4 /24 or an IPv6 /64, since one person easily has all
 * addresses of either. The address is the socket's, or what a proxy says that the owner trusts; see lib/server.
 */
export function clientNetwork(headers: { get(name: string): string | null }): string {
  const address = (headers.get(CLIENT_ADDRESS_HEADER) ?? "").replace(/^::ffff:(?=\d+\.)/i, "");
  switch (isIP(address)) {
    case 4:
      return `${address.split(".").slice(0, 3).join(".")}.0/24`;
    case 6:
      return `${expandIpv6(address).slice(0, 4).join(":")}::/64`;
    default:
      return "unknown";
  }
}

/** The eight groups of an IPv6 address, without leading zeros. */
function expandIpv6(address: string): string[] {
  const [head = "", tail] = (address.split("%")[0] ?? "").toLowerCase().split("::");
  const groups = (text: string) => (text === "" ? [] : text.split(":"));
  const left = groups(head);
  const right = tail === undefined ? [] : groups(tail);
  const zeros = Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => "0");
  return [...left, ...(tail === undefined ? [] : zeros), ...right].map((group) => group.replace(/^0+(?=.)/, ""));
}
