import { db } from "@/lib/platform/db/client";

/** Whether this person runs the studio: what concerns all teams is for them alone, whatever their role in a team. */
export async function isOperator({ userId }: { userId: string }): Promise<boolean> {
  const user = await db.user.findUnique({ where: { id: userId }, select: { isOperator: true } });
  return user?.isOperator === true;
}
