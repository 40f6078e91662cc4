import { takeCall } from "@/lib/connections/budget";
import { findConnection } from "@/lib/connections/connection";
import { db } from "@/lib/platform/db/client";
import { createProvider } from "@/lib/providers/create-provider";
import type { TaskSnapshot } from "@/lib/providers/types";
import { AppError } from "@/lib/shared/errors";
import { withoutOwner, writeDown } from "./write-down";

const PAGE_SIZE = 500;
const MOST_PAGES = 40;

/**
 * After a restore: everything that the account's list shows and no row knows goes into the owner's tray, whenever it
 * was made, because the rows that knew it may be those that were lost. Run again it finds the same and adds nothing.
 *
 * @param sinceMs milliseconds since 1970; the list itself reaches back seven days
 * @returns how many tasks were looked at, how many of them are new in the tray, and whether the list was read to its end
 * @throws AppError provider-key when the account's key is not at hand, too-many-requests when the budget is used up; ProviderError
 */
export async function importUnknownTasks(
  account: string,
  sinceMs: number,
): Promise<{ seen: number; imported: number; isComplete: boolean }> {
  const connection = await findConnection(account);
  if (!connection) throw new AppError("provider-key");
  const { video } = createProvider({ ...connection, apiStyle: "native" });
  const items = new Map<string, TaskSnapshot>();
  let isComplete = false;
  for (let page = 1; page <= MOST_PAGES && !isComplete; page++) {
    if (!(await takeCall(db, account, "create"))) throw new AppError("too-many-requests");
    const list = await video.listTasks!({ page, pageSize: PAGE_SIZE });
    for (const item of list.items) items.set(item.id, item);
    const oldest = Math.min(...list.items.flatMap((item) => (item.createdAt === null ? [] : [item.createdAt.getTime()])));
    isComplete = list.items.length < PAGE_SIZE || oldest < sinceMs;
  }
  const wanted = [...items.values()].filter((item) => item.createdAt === null || item.createdAt.getTime() >= sinceMs);
  const unknown = await withoutOwner(account, wanted);
  return { seen: wanted.length, imported: await writeDown(account, unknown, "restore"), isComplete };
}
