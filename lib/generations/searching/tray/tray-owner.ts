import type { Actor } from "@/lib/access/callers/actor";
import { isOperator } from "@/lib/access/callers/operator";
import { may } from "@/lib/access/permissions";
import { AppError } from "@/lib/shared/errors";

/**
 * What lies in the tray belongs to no team: it came from the provider account, and that is the affair of whoever runs
 * the studio.
 */
export const isTrayOwner = async (actor: Actor): Promise<boolean> => may(actor, "unclaimed.manage") && isOperator(actor);

/** @throws AppError not-found for everybody else: there is no tray that they could know of */
export async function assertTrayOwner(actor: Actor): Promise<void> {
  if (!(await isTrayOwner(actor))) throw new AppError("not-found");
}
