import type { AssetRegistration } from "@/lib/platform/db/generated/client";
import { FAILURE_KINDS, type FailureKind } from "@/lib/providers/types";
import type { RegistrationView } from "./view";

/** A library may let a copy go without a word; after so long without news it is asked whether it still has it. */
const EXPIRES_AFTER_MS = 7 * 24 * 60 * 60_000;

type Row = Pick<AssetRegistration, "status" | "confirmedAt" | "forgottenAt" | "errorCode" | "errorMessage" | "providerAssetId">;

export const isExpired = ({ status, confirmedAt, providerAssetId }: Row, now: Date): boolean =>
  status === "ready" && providerAssetId !== null && now.getTime() - (confirmedAt?.getTime() ?? 0) > EXPIRES_AFTER_MS;

/** Why a copy failed; `inputs`: for no reason that the provider gave. */
export const failureCodeOf = ({ errorCode }: Pick<Row, "errorCode">): FailureKind | "inputs" =>
  FAILURE_KINDS.find((kind) => kind === errorCode) ?? "inputs";

/** Row → state. */
export function stateOfRegistration(row: Row, now: Date): Omit<RegistrationView, "assetId"> {
  switch (row.status) {
    case "waiting":
    case "uploading":
      return { state: row.forgottenAt ? "forgotten" : "waiting", reason: null };
    case "processing":
      return { state: "review", reason: null };
    case "ready":
      return { state: isExpired(row, now) ? "expired" : "ready", reason: null };
    case "failed":
      return { state: "refused", reason: { code: failureCodeOf(row), said: row.errorMessage ?? "" } };
  }
}
