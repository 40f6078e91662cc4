import { findAllowed } from "@/lib/access/doors/request-actor";
import { listen } from "@/lib/generations/operations";
import { subscribe } from "@/lib/platform/events/live-events";
import { singleton } from "@/lib/platform/singleton";
import { createEventStreams } from "./event-streams";
import { toFrames } from "./frames";

/** The open pages of this process. */
export const eventStreams = singleton("event-streams", () =>
  createEventStreams({ subscribe, toFrames, findAllowed: (listening) => findAllowed(listening, listen) }),
);
