import { errorResponse } from "@/lib/access/doors/json-response";
import { recheckActor, requireRouteActor } from "@/lib/access/doors/request-actor";
import { listen } from "@/lib/generations/operations";
import { subscribe } from "@/lib/platform/events/live-events";
import { singleton } from "@/lib/platform/singleton";
import { AppError } from "@/lib/shared/errors";
import { createEventStream } from "./event-stream";
import { beginStream } from "./shutdown";

export const dynamic = "force-dynamic";

/** Streams one person may hold open at once, on one web process: that many tabs, and no more, are somebody's work. */
const MOST_PER_USER = 6;

const openStreams = singleton("open-event-streams", () => new Map<string, number>());

/** What changes in one team, as server-sent events: `{ kind, id }`, or `{ kind: "resync" }`. */
export async function GET(request: Request): Promise<Response> {
  try {
    const { actor, user } = await requireRouteActor(request, listen);
    const counts = openStreams.get();
    const count = (change: 1 | -1): void => {
      const open = (counts.get(user.id) ?? 0) + change;
      if (open > 0) counts.set(user.id, open);
      else counts.delete(user.id);
    };
    if ((counts.get(user.id) ?? 0) >= MOST_PER_USER) throw new AppError("too-many-requests");
    const life = beginStream(request.signal);
    const stream = createEventStream({
      signal: life.signal,
      subscribe: (listener) => {
        const unsubscribe = subscribe(actor.teamId, listener);
        count(1);
        return unsubscribe;
      },
      mayListen: async () => (await recheckActor(user, actor.teamId, listen)) !== null,
      onClose: () => {
        life.end();
        count(-1);
      },
    });
    return new Response(stream, {
      headers: {
        "content-type": "text/event-stream; charset=utf-8",
        // no-transform keeps compression away, which would hold events back until a block is full.
        "cache-control": "private, no-store, no-transform",
        "x-accel-buffering": "no",
        ...(life.isStopping ? { connection: "close" } : {}),
        "x-content-type-options": "nosniff",
      },
    });
  } catch (error) {
    return errorResponse(error);
  }
}
