import { createHash } from "node:crypto";
import { db } from "@/lib/platform/db/client";
import { getEnv } from "@/lib/platform/env";
import { createProvider, type Provider } from "@/lib/providers/create-provider";
import type { ApiStyle } from "@/lib/models/catalog";
import type { ProviderConnection } from "@/lib/providers/types";
import { otherAssetBase } from "@/lib/providers/connection";
import { seal, unseal } from "./seal";

export interface Connection extends ProviderConnection {
  /** A fingerprint of base URL and key: ledger, registrations and budgets belong to it, and it gives no key away. */
  account: string;
  isEmulator: boolean;
  /** Where the key came from: the environment, the settings page, or nowhere, and then the emulator answers. */
  keySource: "environment" | "settings" | "none";
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

/** The provider this studio sends to now: PowerTokens when there is a key, else the emulator. */
export async function getConnection(): Promise<Connection> {
  const settings = await readSettings();
  const env = getEnv();
  if (env.powertokensApiKey !== undefined) return powertokens(env.powertokensBaseUrl, env.powertokensApiKey, "environment", settings);
  const stored = settings.activeAccount === null ? null : await findStored(settings.activeAccount, settings);
  return stored ?? emulator(settings);
}

/**
 * The connection that an account belongs to, so that what was bought with an older key is still fetched with it;
 * null when its key is nowhere any more.
 */
export async function findConnection(account: string): Promise<Connection | null> {
  const active = await getConnection();
  if (active.account === account) return active;
  const settings = await readSettings();
  const standIn = emulator(settings);
  return standIn.account === account ? standIn : findStored(account, settings);
}

const readSettings = async (): Promise<Settings> =>
  (await db.providerSettings.findUnique({ where: { id: 1 }, select: { activeAccount: true, apiStyle: true, assetHost: true } })) ??
  NO_SETTINGS;

async function findStored(account: string, settings: Settings): Promise<Connection | null> {
  const row = await db.providerKey.findUnique({ where: { account } });
  return row ? powertokens(row.baseUrl, unseal(row.ciphertext, row.account, getEnv().authSecret), "settings", settings) : null;
}

const styleOf = (settings: Settings): ApiStyle =>
  settings.apiStyle === "native" || settings.apiStyle === "openai" ? settings.apiStyle : getEnv().apiStyle;

function powertokens(baseUrl: string, apiKey: string, keySource: Connection["keySource"], settings: Settings): Connection {
  const assetBaseUrl =
    settings.assetHost === "other"
      ? otherAssetBase(baseUrl)
      : settings.assetHost === "same"
        ? baseUrl
        : (getEnv().powertokensAssetBaseUrl ?? baseUrl);
  return {
    host: "powertokens",
    baseUrl,
    assetBaseUrl,
    apiKey,
    apiStyle: styleOf(settings),
    fetch: globalThis.fetch,
    account: accountFingerprint(baseUrl, apiKey),
    isEmulator: false,
    keySource,
  };
}

function emulator(settings: Settings): Connection {
  const env = getEnv();
  const baseUrl = env.emulatorUrl ?? `http://127.0.0.1:${env.emulatorPort}`;
  return {
    host: "powertokens",
    baseUrl,
    assetBaseUrl: baseUrl,
    apiKey: EMULATOR_KEY,
    apiStyle: styleOf(settings),
    fetch: globalThis.fetch,
    account: accountFingerprint("emulator", EMULATOR_KEY),
    isEmulator: true,
    keySource: "none",
  };
}

/** Keeps a key for the database: sealed to its own row. */
export const sealKey = (account: string, apiKey: string): string => seal(apiKey, account, getEnv().authSecret);

const providers = new Map<string, Provider>();

/** The client for a connection; made anew only when the connection is another, so that what it learned is kept. */
export function getProvider(connection: Connection): Provider {
  const key = `${connection.account}|${connection.baseUrl}|${connection.assetBaseUrl}|${connection.apiStyle}`;
  const known = providers.get(key);
  if (known) return known;
  const provider = createProvider(connection);
  providers.set(key, provider);
  return provider;
}
