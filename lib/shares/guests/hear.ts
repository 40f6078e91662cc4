import { db } from "@/lib/platform/db/client";
import { subscribe } from "@/lib/platform/events/live-events";
import type { LiveEvent } from "@/lib/platform/events/event";
import { findLiving } from "./find-share";

/** One link as a channel of its own: what open pages of its guests hear. */
export const channelOf = ({ teamId, id }: { teamId: string; id: string }): string => `${teamId}/${id}`;
const partsOf = (channel: string): [teamId: string, id: string] => channel.split("/") as [string, string];

/** Hears of clips, and of the end of this link; what else a team does is for no guest. */
export function subscribeToShare(channel: string, listener: (event: LiveEvent) => void): () => void {
  const [teamId, id] = partsOf(channel);
  return subscribe(teamId, (event) => {
    const isOurs = event.kind === "generation" || event.kind === "resync" || (event.kind === "share" && event.id === id);
    if (isOurs) listener(event);
  });
}

/** What is told of these changes: that something was said, where it was said through this link; not of which clip, and not what else changed. */
export async function framesForGuests(channel: string, events: readonly LiveEvent[]): Promise<string> {
  const [, shareId] = partsOf(channel);
  const changed = events.flatMap((event) => (event.kind === "generation" ? [event.id] : []));
  const isResync = events.some(({ kind }) => kind === "resync");
  if (!isResync && (changed.length === 0 || !(await isSaidOf(shareId, changed)))) return "";
  return "data: {}\n\n";
}

/** Whether guests of the link said anything of these clips: what a reply, an end or a deletion may have changed. */
const isSaidOf = async (shareId: string, generationId: string[]): Promise<boolean> =>
  (await db.comment.findFirst({ where: { shareId, generationId: { in: generationId } }, select: { id: true } })) !== null;

/** Those channels whose link still works. */
export async function livingChannels(channels: readonly string[]): Promise<Set<string>> {
  const living = await findLiving(channels.map((channel) => partsOf(channel)[1]));
  return new Set(channels.filter((channel) => living.has(partsOf(channel)[1])));
}
