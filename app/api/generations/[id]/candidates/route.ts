import { teamRoute } from "@/lib/access/team-route";
import { AppError } from "@/lib/shared/errors";
import { isId } from "@/lib/shared/ids";
import { listCandidates } from "@/lib/unclaimed/queries";
import type { CandidatesView } from "@/lib/unclaimed/view";

export const dynamic = "force-dynamic";

/** The tasks at the provider that a lost request could have become. */
export const GET = teamRoute<CandidatesView, { id: string }>("generations.resolve", ({ actor, params }) => {
  if (!isId(params.id)) throw new AppError("not-found");
  return listCandidates(actor, params.id);
});
