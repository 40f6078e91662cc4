import { describe, expect, it } from "vitest";
import { CLIENT_ADDRESS_HEADER, clientNetwork } from "./client-address";

const networkOf = (address?: string) => clientNetwork(new Headers(address === undefined ? {} : { [CLIENT_ADDRESS_HEADER]: address }));

describe("clientNetwork", () => {
  it("is an IPv4 /24 or an IPv6 /64", () => {
    expect(networkOf("203.0.113.77")).toBe("203.0.113.0/24");
    expect(networkOf("::ffff:203.0.113.77")).toBe("203.0.113.0/24");
    expect(networkOf("2001:db8:0:12:aaaa::1")).toBe("2001:db8:0:12::/64");
    expect(networkOf("2001:0DB8::1")).toBe("2001:db8:0:0::/64");
    expect(networkOf("::1")).toBe("0:0:0:0::/64");
  });

  it("believes no header that a client can write", () => {
    expect(clientNetwork(new Headers({ "x-forwarded-for": "203.0.113.77", "x-real-ip": "203.0.113.77" }))).toBe("unknown");
  });

  it("counts everything that is no address as one", () => {
    expect(networkOf()).toBe("unknown");
    expect(networkOf("203.0.113")).toBe("unknown");
    expect(networkOf("<script>")).toBe("unknown");
  });
});
