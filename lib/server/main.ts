import { createServer } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import next from "next";
import { disconnectDb } from "@/lib/platform/db/client";
import { getEnv } from "@/lib/platform/env";
import { stopEvents } from "@/lib/platform/events/live-events";
import { stopSending } from "@/lib/platform/jobs/queue";
import { logError, logger } from "@/lib/platform/log";
import { startTracing, stopTracing } from "@/lib/platform/start-tracing";
import { loadPages } from "./load-pages";
import { TIME_LIMITS } from "./time-limits";
import { createServe } from "./serve";
import { eventStreams, guestStreams } from "./streams/streams";

/** Whoever stops us gives 10 s. */
const DRAIN_MS = 8_000;

/** The door of people: one Node server, whose half is ours and whose half is Next's. */
async function main(): Promise<void> {
  const { host, port, publicUrl, trustedProxies, version } = getEnv();
  await startTracing("web", version);
  const isDevelopment = process.env.NODE_ENV === "development";
  const server = createServer(TIME_LIMITS);
  const app = next({ dev: isDevelopment, hostname: host, port, httpServer: server });
  await app.prepare();
  if (!isDevelopment) await loadPages(app);
  const pages = app.getRequestHandler();
  server.on("request", createServe({ publicUrl, trustedProxies, isDevelopment, pages }));
  // Only the development server of Next speaks in WebSockets.
  if (!isDevelopment) server.on("upgrade", (_, socket) => socket.destroy());
  // A bug in the answer to one person is no reason to hang up on all.
  process.on("unhandledRejection", (error) => logError(error, {}, "unhandled rejection"));
  process.on("uncaughtException", (error) => logError(error, {}, "uncaught exception"));
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(port, host, resolve));
  logger.info({ version, port }, "web ready");

  let isStopping = false;
  const stop = async (signal: string): Promise<void> => {
    if (isStopping) return;
    isStopping = true;
    logger.info({ signal }, "web stops");
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    eventStreams.get().stop();
    guestStreams.get().stop();
    // What is being answered may end; a line that is quiet after that is closed.
    setInterval(() => server.closeIdleConnections(), 50).unref();
    await Promise.race([closed, wait(DRAIN_MS)]);
    await Promise.race([Promise.all([stopEvents(), stopSending(), disconnectDb(), stopTracing()]), wait(1_000)]);
    process.exit(0);
  };
  process.on("SIGTERM", () => void stop("SIGTERM"));
  process.on("SIGINT", () => void stop("SIGINT"));
}

main().catch((error: unknown) => {
  logError(error, {}, "web could not start");
  process.exit(1);
});
