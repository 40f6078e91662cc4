import { networkInterfaces } from "node:os";

/** Where people open the studio: one address, or this machine's names when it listens on all of them. */
export function studioAddresses(host: string, port: number, publicUrl: string | undefined, interfaces = networkInterfaces()): string[] {
  if (publicUrl) return [publicUrl];
  const url = (name: string): string => `http://${name.includes(":") ? `[${name}]` : name}:${port}`;
  if (host === "127.0.0.1" || host === "localhost" || host === "::1") return [url("localhost")];
  if (host !== "0.0.0.0" && host !== "::") return [url(host)];
  const outside = Object.values(interfaces)
    .flatMap((addresses) => addresses ?? [])
    .filter(({ family, internal }) => family === "IPv4" && !internal)
    .map(({ address }) => url(address));
  return [url("localhost"), ...outside];
}

/** What to say of addresses at which passwords and clips travel for anybody to read; null where they do not. */
export function readableOnTheWay(addresses: readonly string[]): string | null {
  const open = addresses.filter(
    (address) => address.startsWith("http://") && !/^http:\/\/(?:localhost|127\.[\d.]+|\[::1\])(?:[:/]|$)/.test(address),
  );
  if (open.length === 0) return null;
  return `${open.join(", ")}: not encrypted, so whoever is on the way reads passwords and clips. Let a proxy speak https, and set PUBLIC_URL to that address.`;
}
