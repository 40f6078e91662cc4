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
