import { db } from "@/lib/platform/db/client";
import type { TeamLook } from "../view";

/** How a team shows itself to guests. */
export const lookOf = (teamId: string): Promise<TeamLook> => db.team.findUniqueOrThrow({ where: { id: teamId }, select: { name: true } });
