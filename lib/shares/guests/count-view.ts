import type { Visitor } from "@/lib/access/callers/actor";
import { db } from "@/lib/platform/db/client";
import { requireShare } from "./find-share";
import { guestOfAction } from "./guest-of-action";

/** One more look at what a link shows. Who looked is not kept, nor from where. @throws AppError not-found */
export async function countView(visitor: Visitor, { token }: { token: string }): Promise<null> {
  const { id } = await requireShare(await guestOfAction(visitor, token));
  await db.share.update({ where: { id }, data: { views: { increment: 1 } } });
  return null;
}
