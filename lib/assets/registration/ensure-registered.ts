import type { Asset, AssetRegistration } from "@/lib/platform/db/generated/client";
import { db } from "@/lib/platform/db/client";
import { databaseNow } from "@/lib/platform/db/now";
import { enqueue } from "@/lib/platform/jobs/queue";
import { assetKey } from "@/lib/files/keys";
import { FAILURE_KINDS, type FailureKind, type ProviderFailure } from "@/lib/providers/types";
import { newId } from "@/lib/shared/ids";
import { registerAssetJob } from "./jobs";

export interface RegisteredInput {
  assetId: string;
  providerAssetId: string;
}

export type Registered =
  | { state: "ready"; inputs: RegisteredInput[] }
  /** `sinceMs`: for how long the one that was begun first is on its way. */
  | { state: "waiting"; sinceMs: number }
  | { state: "failed"; code: FailureKind | "inputs"; failure: ProviderFailure | null };

/**
 * The provider's copies of these assets, in their order. What is missing is put on its way: one copy per
 * account and bytes, whoever brought them and however often they are used.
 */
export async function ensureRegistered(account: string, assets: readonly Asset[]): Promise<Registered> {
  const inputs: RegisteredInput[] = [];
  let startedAt: number | null = null;
  for (const [index, asset] of assets.entries()) {
    const registration = await findOrCreate(account, asset);
    if (registration.status === "failed") return { state: "failed", code: codeOf(registration), failure: failureOf(registration, index) };
    if (registration.status === "ready" && registration.providerAssetId)
      inputs.push({ assetId: asset.id, providerAssetId: registration.providerAssetId });
    else {
      startedAt = Math.min(startedAt ?? Infinity, registration.startedAt.getTime());
      await enqueue(registerAssetJob, { registrationId: registration.id }, { key: registration.id });
    }
  }
  if (startedAt === null) return { state: "ready", inputs };
  return { state: "waiting", sinceMs: (await databaseNow(db)).getTime() - startedAt };
}

async function findOrCreate(account: string, asset: Asset): Promise<AssetRegistration> {
  const sha256 = asset.sha256 ?? asset.id;
  const where = { providerAccount_sha256_kind: { providerAccount: account, sha256, kind: asset.kind } };
  return db.assetRegistration.upsert({
    where,
    update: {},
    create: {
      id: newId(),
      providerAccount: account,
      sha256,
      kind: asset.kind,
      storageKey: assetKey(asset.teamId, asset.id),
      mimeType: asset.mimeType,
      status: "waiting",
    },
  });
}

const codeOf = (row: AssetRegistration): FailureKind | "inputs" => FAILURE_KINDS.find((kind) => kind === row.errorCode) ?? "inputs";

const failureOf = (row: AssetRegistration, index: number): ProviderFailure => ({
  kind: FAILURE_KINDS.find((kind) => kind === row.errorCode) ?? "unknown",
  code: null,
  message: row.errorMessage ?? "",
  requestId: null,
  httpStatus: null,
  param: null,
  inputIndex: index,
});

/** Forgets failed copies of these assets, so that a retry uploads them again. */
export async function forgetFailures(account: string, assets: readonly { sha256: string | null; id: string }[]): Promise<void> {
  await db.assetRegistration.deleteMany({
    where: { providerAccount: account, status: "failed", sha256: { in: assets.map((asset) => asset.sha256 ?? asset.id) } },
  });
}
