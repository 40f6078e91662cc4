import type { Actor } from "@/lib/access/callers/actor";
import { recordAccess } from "@/lib/access/record-access";
import { isOperator } from "@/lib/access/callers/operator";
import { findModelByProviderId } from "@/lib/models/catalog";
import { type Db, db, withTransaction } from "@/lib/platform/db/client";
import { Prisma } from "@/lib/platform/db/generated/client";
import { getEnv } from "@/lib/platform/env";
import { normalizeApiKey, otherAssetBase } from "@/lib/providers/connection";
import { AppError } from "@/lib/shared/errors";
import {
  accountFingerprint,
  automaticAssetBase,
  configuredHome,
  connectionFor,
  describeConnection,
  findConnection,
  getProvider,
  type Scope,
  sealKey,
} from "./connection";
import { learnFacts, type ProviderFacts, readAccountFacts } from "./facts";
import { learnEcho } from "./learn-echo";
import { knownModels } from "./models";
import { findPause, liftRefusal } from "./pause";
import { findOwnPrices, getPrices } from "./prices";
import type { PricesInput } from "./schema";
import { deleteSpentKeys } from "./spent-keys";
import type { ConnectionCheck, ConnectionTestView, ProviderFactsView, ProviderSettingsView } from "./view";

/** The operator looks after the studio's own settings, every other owner after those of their team. */
const scopeOf = async (actor: Actor): Promise<Scope> => ((await isOperator(actor)) ? null : actor.teamId);
const rowOf = (scope: Scope) => (scope === null ? { id: 1 } : { teamId: scope });

/** What the settings page shows. Only whoever may change it may see it. */
export async function getProviderSettings(actor: Actor): Promise<ProviderSettingsView> {
  const scope = await scopeOf(actor);
  const [connection, settings, ownPrices, orphaned] = await Promise.all([
    describeConnection(scope),
    db.providerSettings.findUnique({ where: rowOf(scope), select: { assetHost: true, isShared: true } }),
    findOwnPrices(scope),
    countOrphaned(scope),
  ]);
  const { baseUrl: configuredBaseUrl } = configuredHome();
  // With the emulator the choice is for later, when there is a key.
  const home = connection.isEmulator ? configuredBaseUrl : connection.baseUrl;
  return {
    host: connection.host,
    isEmulator: connection.isEmulator,
    isEmulatorBeside: !connection.isEmulator && getEnv().powertokensApiKey === undefined,
    baseUrl: connection.baseUrl,
    configuredBaseUrl,
    assetBaseUrl: connection.assetBaseUrl,
    keySource: connection.keySource,
    keyLastFour: connection.keyLastFour,
    isKeyUnreadable: connection.isKeyUnreadable,
    isKeyMissing: connection.isKeyMissing,
    isShared: scope === null ? (settings?.isShared ?? true) : null,
    apiStyle: connection.apiStyle,
    assetHost: settings?.assetHost === "same" || settings?.assetHost === "other" ? settings.assetHost : "automatic",
    assetHosts: { automatic: automaticAssetBase(home), same: home, other: otherAssetBase(home) },
    prices: ownPrices ?? (await getPrices(scope)),
    hasOwnPrices: ownPrices !== null,
    facts: toFactsView(await readAccountFacts(db, connection.account)),
    refusal: await findRefusal(connection.account, scope),
    orphaned,
  };
}

async function findRefusal(account: string, scope: Scope): Promise<ProviderSettingsView["refusal"]> {
  const pause = await findPause(db, account);
  if (!pause?.refusal) return null;
  const waiting = await db.generation.count({ where: { status: "waiting", nextActionAt: { not: null }, ...ofTeam(scope) } });
  return { reason: pause.refusal, nextTryAt: new Date(Date.now() + pause.leftMs).toISOString(), waiting };
}

/** The operator hears of every team's clips, a team of its own. */
const ofTeam = (scope: Scope) => (scope === null ? {} : { teamId: scope });

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
 * @throws AppError conflict when the operator set the studio's key in the environment
 */
export async function saveProviderKey(actor: Actor, { apiKey: pasted }: { apiKey: string }): Promise<ProviderSettingsView> {
  const scope = await scopeOf(actor);
  if (scope === null && getEnv().powertokensApiKey !== undefined) throw new AppError("conflict");
  const apiKey = normalizeApiKey(pasted);
  if (apiKey.length < 8 || !/^[\x21-\x7e]+$/u.test(apiKey)) throw new AppError("bad-input", { fields: { apiKey: { code: "invalid" } } });
  const { baseUrl } = configuredHome();
  const account = accountFingerprint(baseUrl, apiKey);
  await withTransaction(async (tx) => {
    const row = { baseUrl, ciphertext: sealKey(account, apiKey), lastFour: apiKey.slice(-4), createdById: actor.userId };
    await tx.providerKey.upsert({ where: { account }, create: { account, ...row }, update: row });
    await change(tx, scope, actor, { activeAccount: account });
    await recordAccess("keySaved", { userId: null, byId: actor.userId, teamId: actor.teamId, subject: `…${row.lastFour}` }, tx);
  });
  // Whoever saves it says that it is good: the next clip finds out.
  await liftRefusal(account);
  return getProviderSettings(actor);
}

/**
 * Goes back to the studio's key, and the studio to the emulator. A key stays sealed as long as clips that it paid for
 * are on their way.
 * @throws AppError conflict when the operator set the studio's key in the environment
 */
export async function removeProviderKey(actor: Actor): Promise<ProviderSettingsView> {
  const scope = await scopeOf(actor);
  if (scope === null && getEnv().powertokensApiKey !== undefined) throw new AppError("conflict");
  await withTransaction(async (tx) => {
    await change(tx, scope, actor, { activeAccount: null });
    await recordAccess("keyRemoved", { userId: null, byId: actor.userId, teamId: actor.teamId }, tx);
    await deleteSpentKeys(tx);
  });
  return getProviderSettings(actor);
}

export async function saveProviderOptions(
  actor: Actor,
  { apiStyle, assetHost }: Pick<ProviderSettingsView, "apiStyle" | "assetHost">,
): Promise<ProviderSettingsView> {
  await change(db, await scopeOf(actor), actor, { apiStyle, assetHost: assetHost === "automatic" ? null : assetHost });
  return getProviderSettings(actor);
}

/**
 * Whether teams without a key of their own may use the studio's.
 * @throws AppError not-allowed for everybody but the operator
 */
export async function shareProviderKey(actor: Actor, { isShared }: { isShared: boolean }): Promise<ProviderSettingsView> {
  if (!(await isOperator(actor))) throw new AppError("not-allowed");
  await withTransaction(async (tx) => {
    await change(tx, null, actor, { isShared });
    await recordAccess(isShared ? "keyShared" : "keyUnshared", { userId: null, byId: actor.userId, teamId: actor.teamId }, tx);
  });
  return getProviderSettings(actor);
}

export async function savePrices(actor: Actor, prices: PricesInput): Promise<ProviderSettingsView> {
  await change(db, await scopeOf(actor), actor, { prices });
  return getProviderSettings(actor);
}

/** Back to the operator's prices, and the studio to the catalogue's, also to those that a later version brings. */
export async function resetPrices(actor: Actor): Promise<ProviderSettingsView> {
  await change(db, await scopeOf(actor), actor, { prices: Prisma.DbNull });
  return getProviderSettings(actor);
}

async function change(tx: Db, scope: Scope, actor: Actor, data: Omit<Prisma.ProviderSettingsUncheckedUpdateInput, "id">): Promise<void> {
  const values = { ...data, updatedById: actor.userId } as Omit<Prisma.ProviderSettingsUncheckedCreateInput, "id" | "teamId">;
  await tx.providerSettings.upsert({ where: rowOf(scope), create: { ...rowOf(scope), ...values }, update: values });
}

/**
 * Asks the provider what is free to ask, says exactly what failed, and remembers what the answers prove of the key.
 * @throws AppError provider-key when the stored key cannot be opened, no-provider-key without one; whatever the provider does is in the report
 */
export async function testProviderConnection(actor: Actor): Promise<ConnectionTestView> {
  const scope = await scopeOf(actor);
  const connection = await connectionFor(scope);
  const provider = getProvider(connection);
  const report = await provider.testConnection();
  const isOk = (name: ConnectionCheck["name"]) => report.checks.some((check) => check.name === name && check.state === "ok");
  if (isOk("models")) await learnFacts(db, connection.account, { modelIds: report.modelIds, testedAt: new Date().toISOString() });
  if (isOk("tasks")) await learnEcho(connection.account, provider.video);
  // The key is known there. Nothing free shows the credit: who asks for a test may have paid, so the next clip tries.
  if (isOk("tasks") || isOk("models")) await liftRefusal(connection.account);
  return {
    report,
    facts: toFactsView(await readAccountFacts(db, connection.account)),
    refusal: await findRefusal(connection.account, scope),
  };
}

async function countOrphaned(scope: Scope): Promise<number> {
  const groups = await db.generation.groupBy({
    by: ["providerAccount"],
    where: { nextActionAt: { not: null }, providerAccount: { not: null }, ...ofTeam(scope) },
    _count: true,
  });
  let count = 0;
  for (const group of groups) if (!(await findConnection(group.providerAccount!))) count += group._count;
  return count;
}
