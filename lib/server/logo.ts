import { requireRouteActor } from "@/lib/access/doors/request-actor";
import { AppError } from "@/lib/shared/errors";
import { readLogo } from "@/lib/teams/look";
import * as teams from "@/lib/teams/operations";
import type { Exchange } from "./exchange";
import { sendResponse } from "./send-response";

/** The logo of a team, as it was drawn when it was given. @throws AppError not-found */
export async function sendLogo({ response }: Exchange, teamId: string): Promise<void> {
  const bytes = await readLogo(teamId);
  if (!bytes) throw new AppError("not-found");
  const headers = {
    "content-type": "image/webp",
    "cache-control": "private, no-store",
    "content-security-policy": "sandbox; default-src 'none'",
    "cross-origin-resource-policy": "same-origin",
  };
  await sendResponse(response, new Response(bytes, { headers }));
}

export async function sendTeamLogo(exchange: Exchange): Promise<void> {
  const { actor } = await requireRouteActor(exchange.request, teams.logo);
  await sendLogo(exchange, actor.teamId);
}
