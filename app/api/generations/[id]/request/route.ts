import { teamRoute } from "@/lib/access/doors/team-route";
import { previewGeneration } from "@/lib/generations/request-preview/preview-request";
import type { RequestPreview } from "@/lib/generations/request-preview/view";
import { AppError } from "@/lib/shared/errors";
import { isId } from "@/lib/shared/ids";

export const dynamic = "force-dynamic";

/** What was sent for this generation, or will be. */
export const GET = teamRoute<RequestPreview, { id: string }>("generations.read", ({ actor, params }) => {
  if (!isId(params.id)) throw new AppError("not-found");
  return previewGeneration(actor, { id: params.id });
});
