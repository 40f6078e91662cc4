import type { AssetKind } from "@/lib/models/catalog";
import type { Asset } from "@/lib/platform/db/generated/client";
import type { FileProblem } from "./limits";

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
  /** Why it was refused, as it was said when it arrived; of one that is ready: why it is kept and cannot be sent before it was mended. */
  problem: FileProblem | null;
  /** What it measured before it was made to fit; null where it fitted. */
  fittedFrom: { width: number; height: number } | null;
}

/** The columns of an asset that its view is made of. */
export type AssetRow = Omit<AssetView, "problem" | "fittedFrom"> &
  Pick<Asset, "errorCode" | "sourceWidth" | "sourceHeight"> & { errorValues: unknown };

/** Row → view: only these columns, whatever else a query read along. */
export function toAssetView(row: AssetRow): AssetView {
  const { id, kind, status, name, mimeType, sizeBytes, width, height, durationMs } = row;
  const { errorCode, errorValues, sourceWidth, sourceHeight } = row;
  return {
    ...{ id, kind, status, name, mimeType, sizeBytes, width, height, durationMs },
    problem:
      errorCode !== null || status === "failed"
        ? { code: (errorCode ?? "unexpected") as FileProblem["code"], values: (errorValues ?? {}) as FileProblem["values"] }
        : null,
    fittedFrom: sourceWidth !== null && sourceHeight !== null ? { width: sourceWidth, height: sourceHeight } : null,
  };
}

/** Whether a file can be sent: what is kept only to be mended counts like one that did not arrive. */
export const sendableStatus = ({ status, errorCode }: Pick<AssetRow, "status" | "errorCode">): AssetView["status"] =>
  status === "ready" && errorCode !== null ? "failed" : status;

/** What `requestUpload` answers: where the bytes go, or null when the team has them already and the asset is ready. */
export interface UploadTicket {
  asset: AssetView;
  uploadUrl: string | null;
}
