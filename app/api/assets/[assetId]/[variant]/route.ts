import { errorResponse } from "@/lib/access/doors/json-response";
import { requireRowActor } from "@/lib/access/doors/request-actor";
import { findAssetFile, isAssetVariant } from "@/lib/assets/open-asset";
import { open } from "@/lib/assets/operations";
import { serveFile } from "@/lib/files/serve-file";
import { AppError } from "@/lib/shared/errors";

export const dynamic = "force-dynamic";

interface Context {
  params: Promise<{ assetId: string; variant: string }>;
}

/** The bytes that somebody brought in, or a small picture of them: for members of the team, "not found" for everybody else. */
async function serve(request: Request, { params }: Context): Promise<Response> {
  try {
    const { assetId, variant } = await params;
    const file = isAssetVariant(variant) ? await findAssetFile(assetId, variant) : null;
    await requireRowActor(request, open, file?.teamId);
    if (!file) throw new AppError("not-found");
    return await serveFile(request, file, { download: new URL(request.url).searchParams.has("download") });
  } catch (error) {
    return errorResponse(error);
  }
}

export const GET = serve;
export const HEAD = serve;
