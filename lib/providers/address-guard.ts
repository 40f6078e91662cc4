import { BlockList, isIP } from "node:net";
import { networkInterfaces } from "node:os";

/** Everything in IPv4 that is not the public Internet (IANA's special-purpose registry). */
const IPV4_SPECIAL = [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.0.2.0/24",
  "192.31.196.0/24",
  "192.52.193.0/24",
  "192.88.99.0/24",
  "192.168.0.0/16",
  "192.175.48.0/24",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "224.0.0.0/4",
  "240.0.0.0/4",
];
/** Inside 2000::/3: Teredo and other protocol assignments, documentation, and 6to4, which can hold any IPv4 address. */
const IPV6_SPECIAL = ["2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "2620:4f:8000::/48"];

const toList = (ranges: readonly string[], family: "ipv4" | "ipv6"): BlockList => {
  const list = new BlockList();
  for (const range of ranges) {
    const [address, bits] = range.split("/");
    list.addSubnet(address!, Number(bits), family);
  }
  return list;
};
const ipv4Special = toList(IPV4_SPECIAL, "ipv4");
const ipv6Special = toList(IPV6_SPECIAL, "ipv6");
/** Global unicast; mapped (`::ffff:`), NAT64 (`64:ff9b::`), unique local and link local addresses lie outside. */
const ipv6Global = toList(["2000::/3"], "ipv6");

/** Whether an address belongs to the public Internet and not to this machine. */
export function isPublicAddress(address: string): boolean {
  const bare = address.replace(/%.*$/u, "");
  const family = isIP(bare);
  if (family === 0) return false;
  const isOutside = family === 4 ? !ipv4Special.check(bare, "ipv4") : ipv6Global.check(bare, "ipv6") && !ipv6Special.check(bare, "ipv6");
  return isOutside && !ownAddresses().has(bare);
}

/** A server may have a public address of its own; what listens there is as private as on loopback. */
function ownAddresses(): Set<string> {
  return new Set(Object.values(networkInterfaces()).flatMap((entries) => entries?.map((entry) => entry.address) ?? []));
}
