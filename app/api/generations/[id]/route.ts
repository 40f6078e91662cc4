import { teamRoute } from "@/lib/access/doors/team-route";
import { getGeneration } from "@/lib/generations/queries";
import type { GenerationView } from "@/lib/generations/view";
import { AppError } from "@/lib/shared/errors";
import { isId } from "@/lib/shared/ids";

export const dynamic = "force-dynamic";

/** One generation as it stands now. */
export const GET = teamRoute<GenerationView, { id: string }>("generations.read", ({ actor, params }) => {
  if (!isId(params.id)) throw new AppError("not-found");
  return getGeneration(actor, params.id);
});
