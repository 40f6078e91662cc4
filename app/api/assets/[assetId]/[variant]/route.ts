import { errorResponse } from "@/lib/access/doors/json-response";
import { requireRowActor } from "@/lib/access/doors/request-actor";
import { openFile } from "@/lib/files/open-file";
import { open } from "@/lib/assets/operations";
import { serveFile } from "@/lib/files/serve-file";

export const dynamic = "force-dynamic";

interface Context {
  params: Promise<{ assetId: string; variant: string }>;
}

/** The bytes that somebody brought in, or a small picture of them: for members of the team, "not found" for everybody else. */
async function serve(request: Request, { params }: Context): Promise<Response> {
  try {
    const { assetId, variant } = await params;
    return await serveFile(request, await openFile((teamId) => requireRowActor(request, open, teamId), { assetId, variant }));
  } catch (error) {
    return errorResponse(error);
  }
}

export const GET = serve;
export const HEAD = serve;
