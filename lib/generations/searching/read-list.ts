import { takeCall } from "@/lib/connections/call-pace";
import type { Connection } from "@/lib/connections/connection";
import { db } from "@/lib/platform/db/client";
import { createProvider } from "@/lib/providers/create-provider";
import type { TaskSnapshot } from "@/lib/providers/types";

const PAGE_SIZE = 500;

/**
 * An account's list by task id, the newest first, back to a time (milliseconds since 1970) or to its end.
 * @returns null when no more calls are allowed right now. @throws ProviderError
 */
export async function readList(
  connection: Connection,
  { untilMs, mostPages }: { untilMs: number; mostPages: number },
): Promise<{ items: Map<string, TaskSnapshot>; isComplete: boolean } | null> {
  // Only the native surface lists.
  const { video } = createProvider({ ...connection, apiStyle: "native" });
  const items = new Map<string, TaskSnapshot>();
  let isComplete = false;
  for (let page = 1; page <= mostPages && !isComplete; page++) {
    if (!(await takeCall(db, connection.account, "create"))) return null;
    const list = await video.listTasks!({ page, pageSize: PAGE_SIZE });
    for (const item of list.items) items.set(item.id, item);
    // Not the last one's: it may be the one that shows no time.
    const oldest = Math.min(...list.items.flatMap((item) => (item.createdAt === null ? [] : [item.createdAt.getTime()])));
    isComplete = list.items.length < PAGE_SIZE || oldest < untilMs;
  }
  return { items, isComplete };
}
