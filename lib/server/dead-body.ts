import type { IncomingMessage } from "node:http";

/** 45 MB at this rate take three hours. A line that brings less is dead, or means to hold a place for nothing. */
const LEAST_BYTES_PER_SECOND = 4_000;
const LOOK_MS = 30_000;

/** Ends the connection of a body that does not arrive. However long one takes that does: nobody's upload is cut for being slow. */
export function endDeadBody(request: IncomingMessage, lookMs = LOOK_MS): void {
  // Those have none; see refuse.ts.
  if (request.complete || request.method === "GET" || request.method === "HEAD") return;
  const { socket } = request;
  let seen = socket.bytesRead;
  const timer = setInterval(() => {
    if (request.complete) return clearInterval(timer);
    if (socket.bytesRead - seen < (LEAST_BYTES_PER_SECOND * lookMs) / 1000) socket.destroy();
    seen = socket.bytesRead;
  }, lookMs);
  timer.unref();
  request.once("close", () => clearInterval(timer));
}
