import { describe, expect, it } from "vitest";
import { clientNetwork } from "./client-address";

const networkOf = (forwarded?: string) => clientNetwork(new Headers(forwarded === undefined ? {} : { "x-forwarded-for": forwarded }));

describe("clientNetwork", () => {
  it("is an IPv4 /24 or an IPv6 /64", () => {
    expect(networkOf("203.0.113.77")).toBe("203.0.113.0/24");
    expect(networkOf("::ffff:203.0.113.77")).toBe("203.0.113.0/24");
    expect(networkOf("2001:db8:0:12:aaaa::1")).toBe("2001:db8:0:12::/64");
    expect(networkOf("2001:0DB8::1")).toBe("2001:db8:0:0::/64");
    expect(networkOf("::1")).toBe("0:0:0:0::/64");
  });

  it("believes the nearest machine only, so that a made-up first entry changes nothing", () => {
    expect(networkOf("198.51.100.1, 203.0.113.77")).toBe("203.0.113.0/24");
  });

  it("counts everything that is no address as one", () => {
    expect(networkOf()).toBe("unknown");
    expect(networkOf("203.0.113")).toBe("unknown");
    expect(networkOf("<script>")).toBe("unknown");
  });
});
