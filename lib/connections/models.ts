import { findModelByProviderId, MODELS, type ModelKey } from "@/lib/models/catalog";
import { db } from "@/lib/platform/db/client";
import { describeConnection } from "./connection";
import { readAccountFacts } from "./facts";

/** Those of the named models that the catalogue knows, in its order. */
export function knownModels(modelIds: readonly string[]): ModelKey[] {
  const named = new Set(modelIds.map((id) => findModelByProviderId(id)?.key));
  return MODELS.map((model) => model.key).filter((key) => named.has(key));
}

/**
 * What the composer offers: the models that everybody has, and those that this account's list named when it was
 * tested. A list that leaves one out withdraws nothing, because relays list late and by other names.
 */
export async function getOfferedModels(teamId: string): Promise<ModelKey[]> {
  const { account } = await describeConnection(teamId);
  const listed = knownModels((await readAccountFacts(db, account)).modelIds ?? []);
  return MODELS.filter((model) => model.offeredByDefault || listed.includes(model.key)).map((model) => model.key);
}
