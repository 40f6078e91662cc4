import type { AssetKind } from "@/lib/models/catalog";

/** All that may leave the server of one asset. Its bytes are at `paths.api.asset(id, …)`. */
export interface AssetView {
  id: string;
  kind: AssetKind;
  status: "uploading" | "ready" | "failed";
  name: string;
  mimeType: string;
  sizeBytes: number;
  width: number | null;
  height: number | null;
  durationMs: number | null;
  errorCode: string | null;
}

/** Row → view: only these columns, whatever else a query read along. */
export function toAssetView({ id, kind, status, name, mimeType, sizeBytes, width, height, durationMs, errorCode }: AssetView): AssetView {
  return { id, kind, status, name, mimeType, sizeBytes, width, height, durationMs, errorCode };
}

/** What `requestUpload` answers: where the bytes go, or null when the team has them already and the asset is ready. */
export interface UploadTicket {
  asset: AssetView;
  uploadUrl: string | null;
}
