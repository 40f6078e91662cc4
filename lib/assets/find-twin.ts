import type { Actor } from "@/lib/access/callers/actor";
import { db } from "@/lib/platform/db/client";

/** The team's ready asset with these very bytes, the oldest one, or null. */
export const findTwin = (actor: Actor, sha256: string) =>
  db.asset.findFirst({
    where: { teamId: actor.teamId, sha256, status: "ready", deletedAt: null },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
