import type { Actor } from "@/lib/access/actor";
import { may } from "@/lib/access/permissions";
import { db } from "@/lib/platform/db/client";
import { AppError } from "@/lib/shared/errors";

/**
 * What lies in the tray belongs to no team: it came from the provider account, and that is the affair of whoever runs
 * the studio, which is an owner of its first team.
 */
export async function isTrayOwner(actor: Actor): Promise<boolean> {
  if (!may(actor, "unclaimed.manage")) return false;
  const first = await db.team.findFirst({ orderBy: [{ createdAt: "asc" }, { id: "asc" }], select: { id: true } });
  return first?.id === actor.teamId;
}

/** @throws AppError not-found for everybody else: there is no tray that they could know of */
export async function assertTrayOwner(actor: Actor): Promise<void> {
  if (!(await isTrayOwner(actor))) throw new AppError("not-found");
}
