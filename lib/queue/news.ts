import type { LiveEvent } from "@/lib/platform/events/event";
import { readChanged } from "@/lib/generations/queries";
import type { GenerationNews } from "@/lib/generations/view";
import { countTeam } from "./queries";

/**
 * What changed, with what it is now: read once for all open pages of the team, so that they need not ask. Nothing here
 * depends on who looks; what a person may do with a card is asked of `policy.ts` in the page.
 */
export async function withNews(teamId: string, events: readonly LiveEvent[]): Promise<LiveEvent[]> {
  const ids = events.flatMap((event) => (event.kind === "generation" ? [event.id] : []));
  if (ids.length === 0) return [...events];
  const [changed, counts] = await Promise.all([readChanged(teamId, ids), countTeam(teamId)]);
  const news = new Map<string, GenerationNews>(changed.map((one) => [one.card.id, one]));
  const told = events.map((event): LiveEvent => {
    if (event.kind !== "generation") return event;
    return { ...event, news: news.get(event.id) ?? { projectId: null, card: null } };
  });
  return [...told, { kind: "queue", id: teamId, news: counts }];
}
