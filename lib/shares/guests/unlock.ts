import type { Visitor } from "@/lib/access/callers/actor";
import { verifyPassword } from "@/lib/access/identity/password";
import { beginAttempt } from "@/lib/access/rate-limit";
import { AppError } from "@/lib/shared/errors";
import { findLiveShare } from "./find-share";
import { givePass } from "./pass";
import type { UnlockInput } from "../schema";

/** Lets whoever knows the passphrase of a link in, one guess at a time. @throws AppError not-found, bad-input, too-many-requests */
export async function unlockShare({ network }: Visitor, { token, passphrase }: UnlockInput): Promise<null> {
  const share = await findLiveShare({ token, network });
  if (!share) throw new AppError("not-found");
  if (share.passphraseHash === null) return null;
  const attempt = await beginAttempt("share", share.id, network);
  if (!(await verifyPassword(share.passphraseHash, passphrase)))
    throw new AppError("bad-input", { fields: { passphrase: { code: "wrong" } } });
  await attempt.succeed();
  await givePass(share);
  return null;
}
