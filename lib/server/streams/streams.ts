import { findAllowed } from "@/lib/access/doors/request-actor";
import { listen } from "@/lib/generations/operations";
import { peopleHere } from "@/lib/generations/presence/presence";
import { subscribe } from "@/lib/platform/events/live-events";
import { withNews } from "@/lib/queue/news";
import { framesForGuests, livingChannels, subscribeToShare } from "@/lib/shares/guests/hear";
import { singleton } from "@/lib/platform/singleton";
import { createEventStreams } from "./event-streams";
import { frameOf } from "./frames";

/** The open pages of this process. */
export const eventStreams = singleton("event-streams", () =>
  createEventStreams({
    subscribe,
    // Read once for all open pages of the team, so that none of them has to ask.
    toFrames: async (teamId, events) =>
      (await withNews(teamId, events))
        .map((event) => frameOf(event.kind === "presence" ? { ...event, news: peopleHere(teamId, event.id) } : event))
        .join(""),
    findAllowed: (listening) => findAllowed(listening, listen),
  }),
);

/** An office behind one address that looks at one link together. */
const MOST_PAGES_OF_GUESTS = 40;

/** The open pages of guests: here a link stands in the place of a team, and of a session as well. */
export const guestStreams = singleton("guest-streams", () =>
  createEventStreams({
    subscribe: subscribeToShare,
    toFrames: framesForGuests,
    findAllowed: async (listening) => {
      const living = await livingChannels(listening.map(({ teamId }) => teamId));
      return new Set(listening.filter(({ teamId }) => living.has(teamId)));
    },
    mostPerUser: MOST_PAGES_OF_GUESTS,
  }),
);
