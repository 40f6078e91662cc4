import { createHash } from "node:crypto";
import { db } from "@/lib/platform/db/client";
import type { ProviderKey } from "@/lib/platform/db/generated/client";
import { getEnv } from "@/lib/platform/env";
import { createProvider, type Provider } from "@/lib/providers/create-provider";
import type { ApiStyle } from "@/lib/models/catalog";
import { homeOf, HOSTS, hostOfAddress, type ProviderHost } from "@/lib/models/hosts";
import type { ProviderConnection } from "@/lib/providers/types";
import { normalizeApiKey, normalizeBaseUrl, otherAssetBase } from "@/lib/providers/connection";
import { AppError } from "@/lib/shared/errors";
import { seal, unseal } from "./seal";

export interface Connection extends ProviderConnection {
  /** A fingerprint of base URL and key: ledger, registrations and budgets belong to it, and it gives no key away. */
  account: string;
  isEmulator: boolean;
  /** Where the key came from: the environment, the settings page, or nowhere, and then the emulator answers. */
  keySource: "environment" | "settings" | "none";
}

/** A connection as it may be shown: without its key, and also where the key cannot be opened. */
export interface ConnectionSummary extends Omit<Connection, "apiKey" | "fetch"> {
  keyLastFour: string | null;
  /** Sealed with another AUTH_SECRET: nothing can be sent until it is entered again. */
  isKeyUnreadable: boolean;
}

/** The emulator takes any key; it still wants one, as the real service does. */
const EMULATOR_KEY = "emulator";

/** Stable over restarts, also when the emulator's port changes. */
export function accountFingerprint(baseUrl: string, apiKey: string): string {
  return createHash("sha256").update(`${baseUrl}\n${apiKey}`).digest("hex").slice(0, 32);
}

interface Settings {
  activeAccount: string | null;
  apiStyle: string | null;
  assetHost: string | null;
}

const NO_SETTINGS: Settings = { activeAccount: null, apiStyle: null, assetHost: null };

/**
 * The provider this studio sends to now: the operator's when there is a key, else the emulator.
 * @throws AppError provider-key when the stored key cannot be opened; the emulator never takes its place unasked
 */
export async function getConnection(): Promise<Connection> {
  const settings = await readSettings();
  const given = fromEnvironment(settings);
  if (given) return given;
  const row = settings.activeAccount === null ? null : await findRow(settings.activeAccount);
  return row ? fromRow(row, settings) : emulator(settings);
}

/** The same as far as it can be shown; never throws because of a key. */
export async function describeConnection(): Promise<ConnectionSummary> {
  const settings = await readSettings();
  const row = settings.activeAccount === null || fromEnvironment(settings) ? null : await findRow(settings.activeAccount);
  if (!row) return summaryOf(fromEnvironment(settings) ?? emulator(settings));
  const opened = tryFromRow(row, settings);
  if (opened) return summaryOf(opened);
  return {
    ...placeOf(row.baseUrl, settings),
    account: row.account,
    isEmulator: false,
    keySource: "settings",
    keyLastFour: row.lastFour,
    isKeyUnreadable: true,
  };
}

/**
 * The connection that an account belongs to, so that what was bought with an older key is still fetched with it;
 * null when its key is nowhere any more, or cannot be opened.
 */
export async function findConnection(account: string): Promise<Connection | null> {
  const settings = await readSettings();
  for (const known of [fromEnvironment(settings), emulator(settings)]) if (known?.account === account) return known;
  const row = await findRow(account);
  return row && tryFromRow(row, settings);
}

/** The service and address for keys that are entered from now on, as the operator set them. */
export function configuredHome(): { host: ProviderHost; baseUrl: string } {
  const { host, baseUrl } = homeOf(getEnv());
  return { host, baseUrl: normalizeBaseUrl(baseUrl) };
}

const readSettings = async (): Promise<Settings> =>
  (await db.providerSettings.findUnique({ where: { id: 1 }, select: { activeAccount: true, apiStyle: true, assetHost: true } })) ??
  NO_SETTINGS;

const findRow = (account: string): Promise<ProviderKey | null> => db.providerKey.findUnique({ where: { account } });

function fromEnvironment(settings: Settings): Connection | null {
  const { powertokensApiKey } = getEnv();
  return powertokensApiKey === undefined
    ? null
    : remote(configuredHome().baseUrl, normalizeApiKey(powertokensApiKey), "environment", settings);
}

const fromRow = (row: ProviderKey, settings: Settings): Connection =>
  remote(row.baseUrl, unseal(row.ciphertext, row.account, getEnv().authSecret), "settings", settings);

function tryFromRow(row: ProviderKey, settings: Settings): Connection | null {
  try {
    return fromRow(row, settings);
  } catch (error) {
    if (error instanceof AppError && error.code === "provider-key") return null;
    throw error;
  }
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
    apiKey: EMULATOR_KEY,
    apiStyle: styleOf(settings, host),
    fetch: globalThis.fetch,
    account: accountFingerprint("emulator", EMULATOR_KEY),
    isEmulator: true,
    keySource: "none",
  };
}

function summaryOf({ apiKey, fetch: _fetch, ...rest }: Connection): ConnectionSummary {
  return { ...rest, keyLastFour: rest.isEmulator ? null : apiKey.slice(-4), isKeyUnreadable: false };
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
