import { createHash } from "node:crypto";
import { db } from "@/lib/platform/db/client";
import type { ProviderKey } from "@/lib/platform/db/generated/client";
import { getEnv } from "@/lib/platform/env";
import { seal, unseal } from "@/lib/platform/seal";
import { createProvider, type Provider } from "@/lib/providers/create-provider";
import type { ApiStyle } from "@/lib/models/catalog";
import { homeOf, HOSTS, hostOfAddress, type ProviderHost } from "@/lib/models/hosts";
import type { ProviderConnection } from "@/lib/providers/types";
import { normalizeApiKey, normalizeBaseUrl, otherAssetBase } from "@/lib/providers/connection";
import { AppError } from "@/lib/shared/errors";

export interface Connection extends ProviderConnection {
  /** A fingerprint of base URL and key: ledger, registrations and budgets belong to it, and it gives no key away. */
  account: string;
  isEmulator: boolean;
  /** Where the key came from: the environment, a settings page, or nowhere, and then the emulator answers. */
  keySource: "environment" | "settings" | "none";
}

/** A connection as it may be shown: without its key, and also where the key cannot be opened. */
export interface ConnectionSummary extends Omit<Connection, "apiKey" | "fetch" | "keySource"> {
  /** `studio`: the team uses the operator's key, of which it sees nothing. */
  keySource: Connection["keySource"] | "studio";
  keyLastFour: string | null;
  /** Sealed with another AUTH_SECRET: nothing can be sent until it is entered again. */
  isKeyUnreadable: boolean;
  /** There are keys, and none that this team may use. */
  isKeyMissing: boolean;
}

/** Names the emulator's account, whatever its key is; and is the key for an emulator that takes any. */
const EMULATOR = "emulator";

/** Stable over restarts, also when the emulator's port changes. */
export function accountFingerprint(baseUrl: string, apiKey: string): string {
  return createHash("sha256").update(`${baseUrl}\n${apiKey}`).digest("hex").slice(0, 32);
}

/** What nobody pays for was made with this one. */
export const EMULATOR_ACCOUNT = accountFingerprint(EMULATOR, EMULATOR);

/** Whose account: a team's, or (null) the studio's own, which its operator looks after. */
export type Scope = string | null;

interface Settings {
  activeAccount: string | null;
  apiStyle: string | null;
  assetHost: string | null;
}

interface StudioSettings extends Settings {
  isShared: boolean;
}

const NO_SETTINGS: StudioSettings = { activeAccount: null, apiStyle: null, assetHost: null, isShared: true };

/** Where a key comes from, before it is opened. */
type Source = { from: "row"; row: ProviderKey; isOwn: boolean } | { from: "environment" | "emulator" | "nowhere" };

/**
 * The provider that a team sends to now: with its own key, else with the studio's where the operator lets it. The
 * emulator answers only while nobody has a key: it never takes the place of one.
 * @throws AppError provider-key when the stored key cannot be opened, no-provider-key when the team may use none
 */
export async function connectionFor(scope: Scope): Promise<Connection> {
  const { source, settings } = await choose(scope);
  switch (source.from) {
    case "row":
      return fromRow(source.row, settings);
    case "environment":
      return fromEnvironment(settings)!;
    case "emulator":
      return emulator(settings);
    case "nowhere":
      throw new AppError("no-provider-key");
  }
}

/** The same as far as it can be shown to whoever looks after it; never throws because of a key. */
export async function describeConnection(scope: Scope): Promise<ConnectionSummary> {
  const { source, settings } = await choose(scope);
  const isOthers = scope !== null && !(source.from === "row" && source.isOwn) && source.from !== "emulator";
  const connection =
    source.from === "nowhere" ? null : source.from === "row" ? tryFromRow(source.row, settings) : await connectionFor(scope);
  const row = source.from === "row" ? source.row : null;
  const place = connection ?? {
    ...placeOf(row?.baseUrl ?? configuredHome().baseUrl, settings),
    account: row?.account ?? accountFingerprint("nowhere", String(scope)),
    isEmulator: false,
    keySource: "settings" as const,
  };
  const { host, baseUrl, assetBaseUrl, apiStyle, account, isEmulator, keySource } = place;
  const lastFour = row?.lastFour ?? (connection && !isEmulator ? connection.apiKey.slice(-4) : null);
  return {
    host,
    baseUrl,
    assetBaseUrl,
    apiStyle,
    account,
    isEmulator,
    keySource: source.from === "nowhere" ? "none" : isOthers ? "studio" : keySource,
    // The studio's key is not the team's affair, not even four letters of it.
    keyLastFour: isOthers ? null : lastFour,
    isKeyUnreadable: row !== null && connection === null,
    isKeyMissing: source.from === "nowhere",
  };
}

/** Every account that somebody sends with now, each once: the studio's own and those of teams. */
export async function connectionsInUse(): Promise<ConnectionSummary[]> {
  const teams = await db.providerSettings.findMany({
    where: { teamId: { not: null }, activeAccount: { not: null } },
    select: { teamId: true },
  });
  const all = await Promise.all([null, ...teams.map(({ teamId }) => teamId)].map(describeConnection));
  return [...new Map(all.map((connection) => [connection.account, connection])).values()];
}

/**
 * The connection that an account belongs to, so that what was bought with an older key is still fetched with it;
 * null when its key is nowhere any more, or cannot be opened.
 */
export async function findConnection(account: string): Promise<Connection | null> {
  const user = await db.providerSettings.findFirst({ where: { activeAccount: account }, orderBy: { id: "asc" }, select: { teamId: true } });
  const { settings } = await readSettings(user?.teamId ?? null);
  for (const known of [fromEnvironment(settings), emulator(settings)]) if (known?.account === account) return known;
  const row = await findRow(account);
  return row && tryFromRow(row, settings);
}

/** The service and address for keys that are entered from now on, as the operator set them. */
export function configuredHome(): { host: ProviderHost; baseUrl: string } {
  const { host, baseUrl } = homeOf(getEnv());
  return { host, baseUrl: normalizeBaseUrl(baseUrl) };
}

/** What a team chose itself, and otherwise what the operator did. */
async function readSettings(scope: Scope): Promise<{ settings: Settings; own: Settings; studio: StudioSettings; isKeySomewhere: boolean }> {
  // One row for each team that changed something: few, and read in one go.
  const rows = await db.providerSettings.findMany({
    select: { teamId: true, activeAccount: true, apiStyle: true, assetHost: true, isShared: true },
  });
  const studio = rows.find((row) => row.teamId === null) ?? NO_SETTINGS;
  const own = rows.find((row) => row.teamId === scope) ?? NO_SETTINGS;
  return {
    own,
    studio,
    settings: {
      activeAccount: own.activeAccount ?? studio.activeAccount,
      apiStyle: own.apiStyle ?? studio.apiStyle,
      assetHost: own.assetHost ?? studio.assetHost,
    },
    isKeySomewhere: rows.some((row) => row.activeAccount !== null),
  };
}

async function choose(scope: Scope): Promise<{ source: Source; settings: Settings }> {
  const { settings, own, studio, isKeySomewhere } = await readSettings(scope);
  const ownRow = scope !== null && own.activeAccount !== null ? await findRow(own.activeAccount) : null;
  if (ownRow) return { source: { from: "row", row: ownRow, isOwn: true }, settings };
  const studios = await findStudioKey(studio);
  if (scope === null) return { source: studios ?? { from: "emulator" }, settings };
  if (!studios) return { source: { from: isKeySomewhere ? "nowhere" : "emulator" }, settings };
  return { source: studio.isShared || (await isRunByOperator(scope)) ? studios : { from: "nowhere" }, settings };
}

async function findStudioKey({ activeAccount }: StudioSettings): Promise<Source | null> {
  if (getEnv().powertokensApiKey !== undefined) return { from: "environment" };
  const row = activeAccount === null ? null : await findRow(activeAccount);
  return row && { from: "row", row, isOwn: false };
}

/** A team that the operator owns needs no leave to use the studio's key. */
const isRunByOperator = async (teamId: string): Promise<boolean> =>
  (await db.membership.count({ where: { teamId, role: "owner", user: { isOperator: true } } })) > 0;

const findRow = (account: string): Promise<ProviderKey | null> => db.providerKey.findUnique({ where: { account } });

function fromEnvironment(settings: Settings): Connection | null {
  const { powertokensApiKey } = getEnv();
  return powertokensApiKey === undefined
    ? null
    : remote(configuredHome().baseUrl, normalizeApiKey(powertokensApiKey), "environment", settings);
}

/** Null where the key does not open: it was sealed with another secret. */
function tryFromRow(row: ProviderKey, settings: Settings): Connection | null {
  const apiKey = unseal(row.ciphertext, row.account, getEnv().authSecret);
  return apiKey === null ? null : remote(row.baseUrl, apiKey, "settings", settings);
}

function fromRow(row: ProviderKey, settings: Settings): Connection {
  const connection = tryFromRow(row, settings);
  if (!connection) throw new AppError("provider-key");
  return connection;
}

/** The style that was chosen, where the host speaks it. */
const styleOf = (settings: Settings, host: ProviderHost): ApiStyle => {
  const { styles } = HOSTS[host];
  return [settings.apiStyle, getEnv().apiStyle].map((wanted) => styles.find((style) => style === wanted)).find(Boolean) ?? styles[0]!;
};

/** Where the asset library is asked for first. The client tries the other address when there is none. */
export const automaticAssetBase = (baseUrl: string): string => getEnv().powertokensAssetBaseUrl ?? baseUrl;

/** The service at an address: by its name, and where that says nothing, as the operator says of the present one. */
const hostAt = (baseUrl: string): ProviderHost => hostOfAddress(baseUrl) ?? configuredHome().host;

function placeOf(baseUrl: string, settings: Settings): Omit<ProviderConnection, "apiKey" | "fetch"> {
  const host = hostAt(baseUrl);
  const apiStyle = styleOf(settings, host);
  if (!HOSTS[host].hasAssetLibrary) return { host, baseUrl, assetBaseUrl: baseUrl, apiStyle };
  const { assetHost } = settings;
  const assetBaseUrl = assetHost === "other" ? otherAssetBase(baseUrl) : assetHost === "same" ? baseUrl : automaticAssetBase(baseUrl);
  return { host, baseUrl, assetBaseUrl, apiStyle };
}

function remote(baseUrl: string, apiKey: string, keySource: Connection["keySource"], settings: Settings): Connection {
  return {
    ...placeOf(baseUrl, settings),
    apiKey,
    fetch: globalThis.fetch,
    account: accountFingerprint(baseUrl, apiKey),
    isEmulator: false,
    keySource,
  };
}

function emulator(settings: Settings): Connection {
  const env = getEnv();
  const { host } = configuredHome();
  const baseUrl = env.emulatorUrl ?? `http://127.0.0.1:${env.emulatorPort}`;
  return {
    // It plays whichever service the operator will have a key of.
    host,
    baseUrl,
    assetBaseUrl: baseUrl,
    apiKey: env.emulatorKey ?? EMULATOR,
    apiStyle: styleOf(settings, host),
    fetch: globalThis.fetch,
    account: EMULATOR_ACCOUNT,
    isEmulator: true,
    keySource: "none",
  };
}

/** Keeps a key for the database: sealed to its own row. */
export const sealKey = (account: string, apiKey: string): string => seal(apiKey, account, getEnv().authSecret);

const providers = new Map<string, Provider>();

/** The client for a connection; made anew only when the connection is another, so that what it learned is kept. */
export function getProvider(connection: Connection): Provider {
  const key = `${connection.account}|${connection.host}|${connection.baseUrl}|${connection.assetBaseUrl}|${connection.apiStyle}`;
  const known = providers.get(key);
  if (known) return known;
  const provider = createProvider(connection);
  providers.set(key, provider);
  return provider;
}

/** The client for something that was sent before, in the style it was sent in: nobody promises that the other surface knows it. */
export function getProviderOf(connection: Connection, { apiStyle }: { apiStyle: string | null }): Provider {
  const style = HOSTS[connection.host].styles.find((known) => known === apiStyle) ?? connection.apiStyle;
  return getProvider(style === connection.apiStyle ? connection : { ...connection, apiStyle: style });
}
