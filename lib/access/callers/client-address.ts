import { isIP } from "node:net";

/**
 * The network a request came from, for counting failures: an IPv4 /24 or an IPv6 /64, since one person easily has all
 * addresses of either. Next puts the socket's address into `x-forwarded-for` when no proxy did; a proxy appends to it,
 * so the last entry is the one that the nearest machine vouches for. Without a proxy a client can write the header
 * itself, which is why failures are also counted per account, whatever the address.
 */
export function clientNetwork(headers: { get(name: string): string | null }): string {
  const last = headers.get("x-forwarded-for")?.split(",").at(-1)?.trim() ?? "";
  const address = last.replace(/^::ffff:(?=\d+\.)/i, "");
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
