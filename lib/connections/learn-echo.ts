import { db } from "@/lib/platform/db/client";
import type { VideoProvider } from "@/lib/providers/types";
import { ProviderError } from "@/lib/providers/types";
import { learnFacts } from "./facts";

/** The newest tasks of an account; ours are among them when it is used by nobody else. */
const LOOKED_AT = 50;

/**
 * Whether the account's list gives our markers back, read off tasks that are known to be ours. Only a list proves it,
 * because a host may show the marker of a single task and leave it out of its lists. Never unlearned.
 */
export async function learnEcho(account: string, video: VideoProvider): Promise<void> {
  const items = await newestTasks(video);
  const ours = await db.attempt.findMany({
    where: { providerAccount: account, providerTaskId: { in: items.map((item) => item.id) } },
    select: { providerTaskId: true, marker: true },
  });
  const markers = new Map(ours.map((attempt) => [attempt.providerTaskId, attempt.marker]));
  const isEchoed = items.some((item) => item.safetyIdentifier !== null && markers.get(item.id) === item.safetyIdentifier);
  if (isEchoed) await learnFacts(db, account, { echoesMarker: true });
}

async function newestTasks(video: VideoProvider) {
  try {
    return (await video.listTasks?.({ page: 1, pageSize: LOOKED_AT }))?.items ?? [];
  } catch (error) {
    // The test itself has said what is wrong; here nothing is learned.
    if (error instanceof ProviderError) return [];
    throw error;
  }
}
