import type { Visitor } from "@/lib/access/callers/actor";
import { beginAttempt } from "@/lib/access/rate-limit";
import { db } from "@/lib/platform/db/client";
import { enqueue } from "@/lib/platform/jobs/queue";
import { canMail } from "@/lib/platform/mail";
import { AppError } from "@/lib/shared/errors";
import { browserOf } from "./browser";
import { mailResetLinkJob } from "./jobs";

/**
 * Has a link to set a new password mailed to whoever has this (normalised) e-mail. Whether anybody does, and may sign in, is found out by the
 * worker: here the same is done for every address, counted by the address that was typed, and answered the same.
 * @throws AppError not-found where this studio sends no mail; too-many-requests; unavailable
 */
export async function forgotPassword({ network, locale, userAgent = null }: Visitor, { email }: { email: string }): Promise<null> {
  if (!canMail()) throw new AppError("not-found");
  // Never taken back: a mail that was sent counts, and so does one that was not.
  await beginAttempt("forgotten", email, network);
  const user = await db.user.findUnique({ where: { email }, select: { id: true } });
  const asked = { network, locale, browser: browserOf(userAgent), askedAt: new Date().toISOString() };
  if (!(await enqueue(mailResetLinkJob, { userId: user?.id ?? null, ...asked }))) throw new AppError("unavailable");
  return null;
}
