import { errorResponse } from "@/lib/access/doors/json-response";
import { requireRowActor } from "@/lib/access/doors/request-actor";
import { findMediaFile } from "@/lib/files/open-media";
import { serveFile } from "@/lib/files/serve-file";
import { isMediaVariant } from "@/lib/files/variants";
import { open } from "@/lib/generations/operations";
import { AppError } from "@/lib/shared/errors";
import { isId } from "@/lib/shared/ids";

export const dynamic = "force-dynamic";

interface Context {
  params: Promise<{ id: string; variant: string }>;
}

/** The bytes of a clip, its poster or its last frame: for members of its team, and "not found" for everybody else. */
async function serve(request: Request, { params }: Context): Promise<Response> {
  try {
    const { id, variant } = await params;
    const file = isId(id) && isMediaVariant(variant) ? await findMediaFile(id, variant) : null;
    await requireRowActor(request, open, file?.teamId);
    if (!file) throw new AppError("not-found");
    return await serveFile(request, file, { download: new URL(request.url).searchParams.has("download") });
  } catch (error) {
    return errorResponse(error);
  }
}

export const GET = serve;
export const HEAD = serve;
