import type { Actor } from "@/lib/access/callers/actor";
import { db } from "@/lib/platform/db/client";

/** The team's ready asset that was brought as these very bytes, the oldest one, or null. */
export const findTwin = (actor: Actor, sourceSha256: string) =>
  db.asset.findFirst({
    where: { teamId: actor.teamId, sourceSha256, status: "ready", deletedAt: null },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
