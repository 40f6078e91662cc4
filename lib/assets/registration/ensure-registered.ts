import type { Asset, AssetRegistration, Prisma } from "@/lib/platform/db/generated/client";
import { db, type Tx } from "@/lib/platform/db/client";
import { databaseNow } from "@/lib/platform/db/now";
import { enqueue } from "@/lib/platform/jobs/queue";
import { assetKey } from "@/lib/files/keys";
import type { FailureKind, ProviderFailure } from "@/lib/providers/types";
import { getStorage } from "@/lib/platform/storage/storage";
import { newId } from "@/lib/shared/ids";
import { registerAssetJob } from "./jobs";
import { LOOK_AT_REFUSED_MS } from "./register-with-provider";
import { failureCodeOf } from "./registration-state";

export interface RegisteredInput {
  assetId: string;
  providerAssetId: string;
}

export type Registered =
  | { state: "ready"; inputs: RegisteredInput[] }
  | { state: "waiting" }
  | { state: "failed"; code: FailureKind | "inputs"; failure: ProviderFailure | null };

/** What is no word about the file itself may have passed since: the agreement accepted, room made, the line mended. */
const PASSES: (FailureKind | "inputs")[] = [
  ...(["assetAgreement", "assetReview", "assetPool", "assetNotFound", "permission"] as const),
  ...(["server", "network", "malformed", "unknown", "inputs"] as const),
];

/**
 * The provider's copies of these assets, in their order. What is missing is put on its way: one copy per
 * account and bytes, whoever brought them and however often they are used.
 *
 * @param askedAt when the files were asked for: what kept a copy from being made before that, and may have passed, is tried again
 */
export async function ensureRegistered(account: string, assets: readonly Asset[], askedAt?: Date): Promise<Registered> {
  const inputs: RegisteredInput[] = [];
  if (askedAt) await forgetFailures(account, assets, { errorCode: { in: PASSES }, updatedAt: { lt: askedAt } });
  let isWaiting = false;
  for (const [index, asset] of assets.entries()) {
    const registration = await findOrCreate(account, asset);
    if (registration.status === "failed")
      return { state: "failed", code: failureCodeOf(registration), failure: failureOf(registration, index) };
    if (registration.status === "ready" && registration.providerAssetId)
      inputs.push({ assetId: asset.id, providerAssetId: registration.providerAssetId });
    else {
      isWaiting = true;
      await enqueue(registerAssetJob, { registrationId: registration.id }, { key: registration.id });
    }
  }
  return isWaiting ? { state: "waiting" } : { state: "ready", inputs };
}

async function findOrCreate(account: string, asset: Asset): Promise<AssetRegistration> {
  const sha256 = asset.sha256 ?? asset.id;
  const storageKey = assetKey(asset.teamId, asset.id);
  const where = { providerAccount_sha256_kind: { providerAccount: account, sha256, kind: asset.kind } };
  const groupId = await personsGroup(account, asset);
  const known = await db.assetRegistration.findUnique({ where });
  // A copy outside the group of the person who is in it is of no use; another row also has another name there.
  const isElsewhere = known !== null && groupId !== null && known.groupId !== groupId;
  if (isElsewhere) await db.assetRegistration.deleteMany({ where: { id: known.id } });
  // Whoever brought the bytes first may have deleted them since; these are the same.
  else if (known && (known.status === "ready" || known.storageKey === storageKey || (await getStorage().stat(known.storageKey))))
    return known;
  const create = {
    ...{ id: newId(), providerAccount: account, sha256, kind: asset.kind, storageKey, mimeType: asset.mimeType },
    ...{ groupName: groupNameOf(asset.teamId), groupId, status: "waiting" as const },
  };
  return db.assetRegistration.upsert({ where, update: { storageKey }, create });
}

async function personsGroup(account: string, { teamId, realPersonId }: Asset): Promise<string | null> {
  if (realPersonId === null) return null;
  const person = await db.realPerson.findFirst({ where: { id: realPersonId, teamId, providerAccount: account } });
  return person?.groupId ?? null;
}

function failureOf(row: AssetRegistration, index: number): ProviderFailure {
  const code = failureCodeOf(row);
  return { ...NOTHING_TOLD, kind: code === "inputs" ? "unknown" : code, message: row.errorMessage ?? "", inputIndex: index };
}

const NOTHING_TOLD = { code: null, requestId: null, httpStatus: null, param: null };

/** One group of the library for each team. The name carries nothing of it but a mark: whoever has a file's address can see it. */
const groupNameOf = (teamId: string): string => `Dailies ${teamId.slice(-8)}`;

const copiesOf = (account: string, assets: readonly { sha256: string | null; id: string }[]) => ({
  providerAccount: account,
  sha256: { in: assets.map((asset) => asset.sha256 ?? asset.id) },
});

/** Forgets failed copies of these assets, so that a retry uploads them again; what is still under review is only asked for again. */
export async function forgetFailures(
  account: string,
  assets: readonly { sha256: string | null; id: string }[],
  which: Prisma.AssetRegistrationWhereInput = {},
): Promise<void> {
  const where = { ...copiesOf(account, assets), ...which, status: "failed" as const };
  await db.assetRegistration.updateMany({
    where: { AND: [where, { errorCode: "assetReview" }] },
    data: { status: "processing", failures: 0, errorCode: null, errorMessage: null, startedAt: await databaseNow(db) },
  });
  await db.assetRegistration.deleteMany({ where });
}

/** The provider refused a request as if it did not know these copies: each is looked up before it is used again. */
export async function doubtRegistrations(tx: Tx, account: string, assets: readonly Pick<Asset, "sha256" | "id">[]): Promise<void> {
  const where = { ...copiesOf(account, assets), status: "ready" as const };
  const doubted = await tx.assetRegistration.findMany({ where, select: { id: true } });
  await tx.assetRegistration.updateMany({ where, data: { status: "processing", failures: 0, errorMessage: null } });
  for (const { id } of doubted)
    await enqueue(registerAssetJob, { registrationId: id }, { tx, key: id, startAfter: LOOK_AT_REFUSED_MS / 1000 });
}
