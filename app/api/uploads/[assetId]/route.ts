import { errorResponse, jsonResponse } from "@/lib/access/doors/json-response";
import { requireRowActor } from "@/lib/access/doors/request-actor";
import { findUploadTeam } from "@/lib/assets/find-upload-team";
import { receive } from "@/lib/assets/operations";
import { bytesOf } from "@/lib/assets/request-bytes";
import { receiveUpload } from "@/lib/assets/receive-upload";
import type { AssetView } from "@/lib/assets/view";

export const dynamic = "force-dynamic";
// A slow line needs a while for 50 MB.
export const maxDuration = 3600;

interface Context {
  params: Promise<{ assetId: string }>;
}

/** Takes the raw bytes of an asset, streamed, never held in memory. The answer comes when they have been looked at. */
export async function PUT(request: Request, { params }: Context): Promise<Response> {
  try {
    const { assetId } = await params;
    const actor = await requireRowActor(request, receive, await findUploadTeam(assetId));
    const length = request.headers.get("content-length");
    const asset = await receiveUpload(actor, {
      assetId,
      source: bytesOf(request.body),
      contentLength: length !== null && /^\d{1,15}$/.test(length) ? Number(length) : null,
      signal: request.signal,
    });
    return jsonResponse<AssetView>({ ok: true, data: asset }, 200);
  } catch (error) {
    return errorResponse(error);
  }
}
