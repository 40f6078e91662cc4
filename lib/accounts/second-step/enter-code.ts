import type { Visitor } from "@/lib/access/callers/actor";
import { spendTicket } from "@/lib/access/callers/ticket";
import type { Shown } from "@/lib/access/identity/account-stamp";
import { beginAttempt } from "@/lib/access/rate-limit";
import { recordAccess } from "@/lib/access/record-access";
import { withTransaction, type Tx } from "@/lib/platform/db/client";
import { AppError } from "@/lib/shared/errors";
import { takeCode, type CodeOutcome } from "./authenticator";
import { findHalfSignIn } from "./half-sign-in";
import { takeRecoveryCode } from "./recovery-codes";
import type { EnterCodeInput } from "./schema";

/**
 * The second step: who is half signed in in this browser gives a code. Code and half sign-in are used up together, or neither is.
 * @throws AppError sign-in-again where nobody is half signed in; bad-input for a code that is wrong or was used
 */
export async function enterCode({ network }: Visitor, { kind, code }: EnterCodeInput): Promise<Shown> {
  const half = await findHalfSignIn();
  if (!half) throw new AppError("sign-in-again");
  const { userId, stamp, ticket } = half;
  const attempt = await beginAttempt("code", userId, network);
  // A guess may have waited for half a minute, and the account may be another one since.
  if (!(await findHalfSignIn())) throw new AppError("sign-in-again");
  const outcome = await withTransaction(async (tx) => {
    const outcome = await TAKERS[kind](tx, userId, code);
    if (outcome !== "taken") return outcome;
    if (!(await spendTicket(ticket, tx))) throw new AppError("sign-in-again");
    if (kind === "recovery") await recordAccess("recoveryCodeUsed", { userId, network }, tx);
    await recordAccess("signedIn", { userId, network }, tx);
    return outcome;
  });
  if (outcome === "taken") {
    await attempt.succeed();
    return { userId, stamp };
  }
  await recordAccess("codeRefused", { userId, network });
  throw new AppError("bad-input", { fields: { code: { code: REFUSALS[kind][outcome] } } });
}

const TAKERS: Record<EnterCodeInput["kind"], (tx: Tx, userId: string, code: string) => Promise<CodeOutcome>> = {
  authenticator: takeCode,
  recovery: async (tx, userId, code) => ((await takeRecoveryCode(tx, userId, code)) ? "taken" : "wrong"),
};

const REFUSALS = {
  authenticator: { wrong: "wrongCode", used: "usedCode" },
  recovery: { wrong: "wrongRecoveryCode", used: "wrongRecoveryCode" },
} as const;
