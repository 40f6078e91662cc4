import type { Actor } from "@/lib/access/callers/actor";
import { findModelByProviderId } from "@/lib/models/catalog";
import { defaultPrices } from "@/lib/models/prices";
import { db, withTransaction } from "@/lib/platform/db/client";
import { Prisma } from "@/lib/platform/db/generated/client";
import { getEnv } from "@/lib/platform/env";
import { normalizeApiKey, otherAssetBase } from "@/lib/providers/connection";
import { AppError } from "@/lib/shared/errors";
import {
  accountFingerprint,
  automaticAssetBase,
  configuredHome,
  describeConnection,
  findConnection,
  getConnection,
  getProvider,
  sealKey,
} from "./connection";
import { learnFacts, type ProviderFacts, readFacts } from "./facts";
import { learnEcho } from "./learn-echo";
import { knownModels } from "./models";
import { findPause, liftRefusal, wakeRefused } from "./pause";
import { findOwnPrices } from "./prices";
import type { PricesInput, SaveKeyInput, SaveOptionsInput } from "./schema";
import { deleteSpentKeys } from "./spent-keys";
import type { ConnectionCheck, ConnectionTestView, ProviderFactsView, ProviderSettingsView } from "./view";

/** What the settings page shows. Only whoever may change it may see it. */
export async function getProviderSettings(): Promise<ProviderSettingsView> {
  const [connection, settings, ownPrices, orphaned] = await Promise.all([
    describeConnection(),
    db.providerSettings.findUnique({ where: { id: 1 }, select: { assetHost: true } }),
    findOwnPrices(),
    countOrphaned(),
  ]);
  const { baseUrl: configuredBaseUrl } = configuredHome();
  // With the emulator the choice is for later, when there is a key.
  const home = connection.isEmulator ? configuredBaseUrl : connection.baseUrl;
  return {
    host: connection.host,
    isEmulator: connection.isEmulator,
    baseUrl: connection.baseUrl,
    configuredBaseUrl,
    assetBaseUrl: connection.assetBaseUrl,
    keySource: connection.keySource,
    keyLastFour: connection.keyLastFour,
    isKeyUnreadable: connection.isKeyUnreadable,
    apiStyle: connection.apiStyle,
    assetHost: settings?.assetHost === "same" || settings?.assetHost === "other" ? settings.assetHost : "automatic",
    assetHosts: { automatic: automaticAssetBase(home), same: home, other: otherAssetBase(home) },
    prices: ownPrices ?? defaultPrices(connection.host),
    hasOwnPrices: ownPrices !== null,
    facts: toFactsView(await readFacts(db, connection.account)),
    refusal: await findRefusal(connection.account),
    orphaned,
  };
}

async function findRefusal(account: string): Promise<ProviderSettingsView["refusal"]> {
  const pause = await findPause(db, account);
  if (!pause?.refusal) return null;
  const waiting = await db.generation.count({ where: { status: "waiting", nextActionAt: { not: null } } });
  return { reason: pause.refusal, nextTryAt: new Date(Date.now() + pause.leftMs).toISOString(), waiting };
}

function toFactsView({ echoesMarker, modelIds, testedAt }: ProviderFacts): ProviderFactsView {
  return {
    echoesMarker: echoesMarker ?? null,
    models:
      modelIds && testedAt
        ? { known: knownModels(modelIds), unknownIds: modelIds.filter((id) => !findModelByProviderId(id)), testedAt }
        : null,
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
  const { baseUrl } = configuredHome();
  const account = accountFingerprint(baseUrl, apiKey);
  await withTransaction(async (tx) => {
    const row = { baseUrl, ciphertext: sealKey(account, apiKey), lastFour: apiKey.slice(-4), createdById: actor.userId };
    await tx.providerKey.upsert({ where: { account }, create: { account, ...row }, update: row });
    await tx.providerSettings.upsert({
      where: { id: 1 },
      create: { id: 1, activeAccount: account, updatedById: actor.userId },
      update: { activeAccount: account, updatedById: actor.userId },
    });
    await wakeRefused(tx);
  });
  // Whoever saves it says that it is good: the next clip finds out.
  await liftRefusal(account);
  return getProviderSettings();
}

/**
 * Goes back to the emulator. A key stays sealed as long as clips that it paid for are on their way.
 * @throws AppError conflict when the operator set the key in the environment
 */
export async function removeProviderKey(actor: Actor): Promise<ProviderSettingsView> {
  if (getEnv().powertokensApiKey !== undefined) throw new AppError("conflict");
  await withTransaction(async (tx) => {
    await tx.providerSettings.updateMany({ where: { id: 1 }, data: { activeAccount: null, updatedById: actor.userId } });
    await deleteSpentKeys(tx);
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

/** Back to the catalogue's prices, also to those that a later version of the studio brings. */
export async function resetPrices(actor: Actor): Promise<ProviderSettingsView> {
  await db.providerSettings.updateMany({ where: { id: 1 }, data: { prices: Prisma.DbNull, updatedById: actor.userId } });
  return getProviderSettings();
}

/**
 * Asks the provider what is free to ask, says exactly what failed, and remembers what the answers prove of the key.
 * @throws AppError provider-key when the stored key cannot be opened; whatever the provider does is in the report
 */
export async function testProviderConnection(): Promise<ConnectionTestView> {
  const connection = await getConnection();
  const provider = getProvider(connection);
  const report = await provider.testConnection();
  const isOk = (name: ConnectionCheck["name"]) => report.checks.some((check) => check.name === name && check.state === "ok");
  if (isOk("models")) await learnFacts(db, connection.account, { modelIds: report.modelIds, testedAt: new Date().toISOString() });
  if (isOk("tasks")) await learnEcho(connection.account, provider.video);
  // The key is known there. Nothing free shows the credit: who asks for a test may have paid, so the next clip tries.
  if (isOk("tasks") || isOk("models")) await liftRefusal(connection.account);
  return { report, facts: toFactsView(await readFacts(db, connection.account)), refusal: await findRefusal(connection.account) };
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
