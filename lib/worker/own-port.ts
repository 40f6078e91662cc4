import { createServer, type Server } from "node:http";
import { getEnv } from "@/lib/platform/env";
import { logError } from "@/lib/platform/log";
import { METRICS_TYPE, processFigures, startFigures } from "@/lib/platform/metrics";
import { hasToken } from "@/lib/studio/metrics/has-token";

/**
 * The port of a worker, where WORKER_PORT is set: whether it lives, for whoever restarts processes, and its figures for
 * whoever has the token. It has no other door.
 */
export function openOwnPort(): Server | null {
  const { workerPort, host, metricsToken } = getEnv();
  if (!workerPort) return null;
  startFigures();
  const server = createServer((request, response) => {
    const end = (status: number, body = "", type = "text/plain"): void =>
      void response.writeHead(status, { "content-type": type, "cache-control": "no-store" }).end(body);
    if (request.method !== "GET") return end(405);
    if (request.url === "/live") return end(200, "ok");
    if (request.url !== "/metrics" || !metricsToken) return end(404);
    if (!hasToken(request.headers.authorization, metricsToken)) return end(401);
    processFigures().then(
      (figures) => end(200, figures, METRICS_TYPE),
      () => end(500),
    );
  });
  // Clips go on being made, whether or not somebody can watch.
  server.on("error", (error) => logError(error, {}, "the worker's own port"));
  return server.listen(workerPort, host);
}
