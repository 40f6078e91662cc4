import type { ServerOptions } from "node:http";

/** How long the web process waits for what comes over a line. */
export const TIME_LIMITS: ServerOptions = {
  // An upload takes as long as its line needs; dead-body.ts ends the ones that do not arrive.
  requestTimeout: 0,
  headersTimeout: 20_000,
  // Longer than proxies keep their idle lines, or they would write on one that we have just closed.
  keepAliveTimeout: 75_000,
  connectionsCheckingInterval: 5_000,
};
