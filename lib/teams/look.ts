import { db } from "@/lib/platform/db/client";
import type { TeamLook } from "./view";

/** How a team shows itself to guests. */
export const lookOf = (teamId: string): Promise<TeamLook> =>
  db.team.findUniqueOrThrow({
    where: { id: teamId },
    select: { name: true, accent: true, logo: { select: { version: true, width: true, height: true } } },
  });

/** The bytes of a team's logo, a WebP; null where it has none. */
export const readLogo = async (teamId: string): Promise<Uint8Array<ArrayBuffer> | null> =>
  (await db.teamLogo.findUnique({ where: { teamId }, select: { bytes: true } }))?.bytes ?? null;
