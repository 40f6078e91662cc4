import type { Visitor } from "@/lib/access/callers/actor";
import { dropTicket } from "@/lib/access/callers/ticket";
import type { Shown } from "@/lib/access/identity/account-stamp";
import type { SessionUser } from "@/lib/access/identity/sessions";
import { beginAttempt } from "@/lib/access/rate-limit";
import { recordAccess } from "@/lib/access/record-access";
import { AppError } from "@/lib/shared/errors";
import { noteProof } from "../second-step/proof";
import { checkPasskey } from "./check-passkey";
import type { PasskeyAnswer } from "./schema";

/** Who comes in by passkey; it is password and code in one. @throws AppError passkey-refused */
export async function signInByPasskey({ network }: Visitor, { answer }: { answer: PasskeyAnswer }): Promise<Shown> {
  const attempt = await beginAttempt("passkey", answer.id, network);
  const { userId, stamp } = await checkPasskey("passkey-sign-in", answer, network);
  await attempt.succeed();
  await dropTicket("passkey-sign-in");
  await recordAccess("signedInByPasskey", { userId, network });
  return { userId, stamp };
}

/** The person at this session has one of their passkeys at hand. @throws AppError passkey-refused */
export async function proveByPasskey(user: SessionUser, { answer }: { answer: PasskeyAnswer }): Promise<null> {
  const attempt = await beginAttempt("passkey", user.id, user.sessionId);
  const { userId } = await checkPasskey("passkey-proof", answer);
  if (userId !== user.id) throw new AppError("passkey-refused");
  await attempt.succeed();
  await noteProof(user);
  return null;
}
