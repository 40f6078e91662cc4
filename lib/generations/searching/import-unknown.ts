import { findConnection } from "@/lib/connections/connection";
import { AppError } from "@/lib/shared/errors";
import { readList } from "./read-list";
import { withoutOwner, writeDown } from "./write-down";

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
  const list = await readList(connection, { untilMs: sinceMs, mostPages: MOST_PAGES });
  if (!list) throw new AppError("too-many-requests");
  const wanted = [...list.items.values()].filter((item) => item.createdAt === null || item.createdAt.getTime() >= sinceMs);
  const unknown = await withoutOwner(account, wanted);
  return { seen: wanted.length, imported: await writeDown(account, unknown, "restore"), isComplete: list.isComplete };
}
