import { db } from "@/lib/platform/db/client";
import { AppError } from "@/lib/shared/errors";

/** Whether this person runs the studio: what concerns all teams is for them alone, whatever their role in a team. */
export async function isOperator({ userId }: { userId: string }): Promise<boolean> {
  const user = await db.user.findUnique({ where: { id: userId }, select: { isOperator: true } });
  return user?.isOperator === true;
}

/** @throws AppError not-allowed for everybody who does not run the studio */
export async function assertOperator({ id }: { id: string }): Promise<void> {
  if (!(await isOperator({ userId: id }))) throw new AppError("not-allowed");
}
