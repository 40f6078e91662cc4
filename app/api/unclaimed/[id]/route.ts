import { errorResponse } from "@/lib/access/doors/json-response";
import { requireRouteActor } from "@/lib/access/doors/request-actor";
import { serveFile } from "@/lib/files/serve-file";
import { AppError } from "@/lib/shared/errors";
import { isId } from "@/lib/shared/ids";
import { open } from "@/lib/generations/searching/tray/operations";
import { openUnclaimedFile } from "@/lib/generations/searching/tray/queries";

export const dynamic = "force-dynamic";

interface Context {
  params: Promise<{ id: string }>;
}

/** Our copy of a task that belongs to nobody yet: for the tray's owner, and for whoever may have bought it. */
async function serve(request: Request, { params }: Context): Promise<Response> {
  try {
    const { actor } = await requireRouteActor(request, open);
    const { id } = await params;
    if (!isId(id)) throw new AppError("not-found");
    return await serveFile(request, await openUnclaimedFile(actor, id));
  } catch (error) {
    return errorResponse(error);
  }
}

export const GET = serve;
export const HEAD = serve;
