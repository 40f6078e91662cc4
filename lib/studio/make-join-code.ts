import type { Actor } from "@/lib/access/callers/actor";
import { isOperator } from "@/lib/access/callers/operator";
import { db } from "@/lib/platform/db/client";
import { getEnv } from "@/lib/platform/env";
import { logger } from "@/lib/platform/log";
import { AppError } from "@/lib/shared/errors";
import { hashSecret } from "@/lib/shared/secrets";
import { makeSpokenCode } from "@/lib/shared/spoken-code";

const GOOD_FOR_MINUTES = 15;

/** With local storage all machines share one data folder, so that there is nothing to join. */
export const mayAddMachines = async (actor: Actor): Promise<boolean> => getEnv().storage === "s3" && (await isOperator(actor));

/**
 * A code that makes one more machine a part of this studio (`npm run join`). It takes the place of an earlier one.
 * @throws AppError not-allowed for everybody but the operator, conflict with local storage
 */
export async function makeJoinCode(actor: Actor): Promise<{ code: string; minutes: number }> {
  if (!(await isOperator(actor))) throw new AppError("not-allowed");
  if (!(await mayAddMachines(actor))) throw new AppError("conflict");
  const code = makeSpokenCode();
  await db.$executeRaw`
    UPDATE instances SET join_code_hash = ${hashSecret(code)}, join_code_until = now() + make_interval(mins => ${GOOD_FOR_MINUTES}) WHERE id = 1`;
  logger.warn({ userId: actor.userId }, "a join code was shown");
  return { code, minutes: GOOD_FOR_MINUTES };
}
