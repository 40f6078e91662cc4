import { tryListen } from "@/lib/platform/processes/ports";
import { failures } from "../terminal/failures";

/**
 * Finds out before anything is started whether a server could listen there.
 * @throws a sentence with the remedy
 */
export async function assertPortUsable(port: number, host: string, variable: string): Promise<void> {
  const code = await tryListen(port, host);
  if (code === null) return;
  throw portFailure(code, port, host, variable);
}

/** The sentence for what the system said about listening. */
export function portFailure(code: string, port: number, host: string, variable: string): Error {
  if (code === "EADDRINUSE") return failures.portTaken(port, variable);
  if (code === "EACCES") return failures.portForbidden(port, variable);
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND") return failures.addressUnknown(host);
  return new Error(`Cannot listen on ${host}:${port}: ${code}`);
}
