import { errorResponse } from "@/lib/access/doors/json-response";
import { requireRowActor } from "@/lib/access/doors/request-actor";
import { openFile } from "@/lib/files/open-file";
import { serveFile } from "@/lib/files/serve-file";
import { open } from "@/lib/generations/operations";

export const dynamic = "force-dynamic";

interface Context {
  params: Promise<{ id: string; variant: string }>;
}

/** The bytes of a clip, its poster or its last frame: for members of its team, and "not found" for everybody else. */
async function serve(request: Request, { params }: Context): Promise<Response> {
  try {
    const { id, variant } = await params;
    return await serveFile(request, await openFile((teamId) => requireRowActor(request, open, teamId), { generationId: id, variant }));
  } catch (error) {
    return errorResponse(error);
  }
}

export const GET = serve;
export const HEAD = serve;
