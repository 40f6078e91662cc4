import type { Actor } from "@/lib/access/actor";
import { DEFAULT_PRICES } from "@/lib/models/prices";
import { db, withTransaction } from "@/lib/platform/db/client";
import { getEnv } from "@/lib/platform/env";
import { normalizeApiKey, normalizeBaseUrl, otherAssetBase } from "@/lib/providers/connection";
import type { ConnectionReport } from "@/lib/providers/test-connection";
import { AppError } from "@/lib/shared/errors";
import { accountFingerprint, findConnection, getConnection, getProvider, sealKey } from "./connection";
import { readFacts } from "./facts";
import { getPrices } from "./prices";
import type { PricesInput, SaveKeyInput, SaveOptionsInput } from "./schema";
import type { ProviderSettingsView } from "./view";

/** What the settings page shows. Only whoever may change it may see it. */
export async function getProviderSettings(): Promise<ProviderSettingsView> {
  const [connection, settings, prices] = await Promise.all([
    getConnection(),
    db.providerSettings.findUnique({ where: { id: 1 } }),
    getPrices(),
  ]);
  const facts = await readFacts(db, connection.account);
  return {
    provider: connection.isEmulator ? "emulator" : "powertokens",
    baseUrl: connection.baseUrl,
    assetBaseUrl: connection.assetBaseUrl,
    keySource: connection.keySource,
    keyLastFour: connection.keySource === "none" ? null : connection.apiKey.slice(-4),
    apiStyle: connection.apiStyle,
    assetHost: settings?.assetHost === "same" || settings?.assetHost === "other" ? settings.assetHost : "automatic",
    assetHosts: { same: getEnv().powertokensBaseUrl, other: otherAssetBase(getEnv().powertokensBaseUrl) },
    prices,
    defaultPrices: DEFAULT_PRICES,
    facts: { echoesMarker: facts.echoesMarker ?? null },
    orphaned: await countOrphaned(),
  };
}

/**
 * Keeps a new key, sealed, and sends with it from now on. Older keys stay for what they bought.
 * @throws AppError conflict when the operator set the key in the environment
 */
export async function saveProviderKey(actor: Actor, { apiKey: pasted }: SaveKeyInput): Promise<ProviderSettingsView> {
  const env = getEnv();
  if (env.powertokensApiKey !== undefined) throw new AppError("conflict");
  const apiKey = normalizeApiKey(pasted);
  if (apiKey.length < 8 || !/^[\x21-\x7e]+$/u.test(apiKey)) throw new AppError("bad-input", { fields: { apiKey: { code: "invalid" } } });
  const baseUrl = normalizeBaseUrl(env.powertokensBaseUrl);
  const account = accountFingerprint(baseUrl, apiKey);
  await withTransaction(async (tx) => {
    const row = { baseUrl, ciphertext: sealKey(account, apiKey), lastFour: apiKey.slice(-4), createdById: actor.userId };
    await tx.providerKey.upsert({ where: { account }, create: { account, ...row }, update: row });
    await tx.providerSettings.upsert({
      where: { id: 1 },
      create: { id: 1, activeAccount: account, updatedById: actor.userId },
      update: { activeAccount: account, updatedById: actor.userId },
    });
  });
  return getProviderSettings();
}

/** Goes back to the emulator. The key stays sealed as long as clips that it paid for are on their way. */
export async function removeProviderKey(actor: Actor): Promise<ProviderSettingsView> {
  if (getEnv().powertokensApiKey !== undefined) throw new AppError("conflict");
  await withTransaction(async (tx) => {
    await tx.providerSettings.updateMany({ where: { id: 1 }, data: { activeAccount: null, updatedById: actor.userId } });
    const open = await tx.generation.findMany({
      where: { nextActionAt: { not: null }, providerAccount: { not: null } },
      distinct: ["providerAccount"],
      select: { providerAccount: true },
    });
    await tx.providerKey.deleteMany({ where: { account: { notIn: open.map((row) => row.providerAccount!) } } });
  });
  return getProviderSettings();
}

export async function saveProviderOptions(actor: Actor, { apiStyle, assetHost }: SaveOptionsInput): Promise<ProviderSettingsView> {
  const data = { apiStyle, assetHost: assetHost === "automatic" ? null : assetHost, updatedById: actor.userId };
  await db.providerSettings.upsert({ where: { id: 1 }, create: { id: 1, ...data }, update: data });
  return getProviderSettings();
}

export async function savePrices(actor: Actor, prices: PricesInput): Promise<ProviderSettingsView> {
  const data = { prices, updatedById: actor.userId };
  await db.providerSettings.upsert({ where: { id: 1 }, create: { id: 1, ...data }, update: data });
  return getProviderSettings();
}

/** Asks the provider what is free to ask, and says exactly what failed. Spends nothing; never throws. */
export async function testProviderConnection(): Promise<ConnectionReport> {
  return getProvider(await getConnection()).testConnection();
}

async function countOrphaned(): Promise<number> {
  const groups = await db.generation.groupBy({
    by: ["providerAccount"],
    where: { nextActionAt: { not: null }, providerAccount: { not: null } },
    _count: true,
  });
  let count = 0;
  for (const group of groups) if (!(await findConnection(group.providerAccount!))) count += group._count;
  return count;
}
