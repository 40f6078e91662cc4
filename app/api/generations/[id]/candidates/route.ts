import { teamRoute } from "@/lib/access/doors/team-route";
import { AppError } from "@/lib/shared/errors";
import { isId } from "@/lib/shared/ids";
import { listCandidates } from "@/lib/generations/searching/tray/queries";
import type { CandidatesView } from "@/lib/generations/searching/tray/view";

export const dynamic = "force-dynamic";

/** The tasks at the provider that a lost request could have become. */
export const GET = teamRoute<CandidatesView, { id: string }>("generations.resolve", ({ actor, params }) => {
  if (!isId(params.id)) throw new AppError("not-found");
  return listCandidates(actor, params.id);
});
