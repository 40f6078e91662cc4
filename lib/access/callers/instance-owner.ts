import { db } from "@/lib/platform/db/client";
import type { Actor } from "./actor";

/** Whoever runs the studio: an owner of its first team. What concerns all teams is for them alone. */
export async function isInstanceOwner(actor: Actor): Promise<boolean> {
  if (actor.role !== "owner") return false;
  const first = await db.team.findFirst({ orderBy: [{ createdAt: "asc" }, { id: "asc" }], select: { id: true } });
  return first?.id === actor.teamId;
}
