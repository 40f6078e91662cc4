import { findAllowed } from "@/lib/access/doors/request-actor";
import { listen } from "@/lib/generations/operations";
import { peopleHere } from "@/lib/generations/presence/presence";
import type { GenerationNews } from "@/lib/generations/view";
import type { LiveEvent } from "@/lib/platform/events/event";
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
        .map((event) => (event.kind === "presence" ? { ...event, news: peopleHere(teamId, event.id) } : event))
        .map((event) => ({ text: frameOf(event), projectId: projectOf(event) })),
    findAllowed: (listening) => findAllowed(listening, listen),
  }),
);

/** An office behind one address that looks at one link together. */
const MOST_PAGES_OF_GUESTS = 40;

/** The open pages of guests: here a link stands in the place of a team, and of a session as well. */
export const guestStreams = singleton("guest-streams", () =>
  createEventStreams({
    subscribe: subscribeToShare,
    toFrames: async (channel, events) => {
      const text = await framesForGuests(channel, events);
      return text === "" ? [] : [{ text, projectId: null }];
    },
    findAllowed: async (listening) => {
      const living = await livingChannels(listening.map(({ teamId }) => teamId));
      return new Map(listening.filter(({ teamId }) => living.has(teamId)).map((one) => [one, []]));
    },
    mostPerUser: MOST_PAGES_OF_GUESTS,
  }),
);

/** Of which project an event tells more than that something with an id changed. */
function projectOf(event: LiveEvent): string | null {
  if (event.kind === "presence" || event.kind === "project") return event.id;
  return event.kind === "generation" ? ((event.news as GenerationNews).projectId ?? null) : null;
}
