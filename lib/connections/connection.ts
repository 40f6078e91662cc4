import { createHash } from "node:crypto";
import { getEnv } from "@/lib/platform/env";
import { createProvider, type Provider } from "@/lib/providers/create-provider";
import type { ProviderConnection } from "@/lib/providers/types";

export interface Connection extends ProviderConnection {
  /** A fingerprint of base URL and key: ledger, registrations and budgets belong to it, and it gives no key away. */
  account: string;
  isEmulator: boolean;
}

/** The emulator takes any key; it still wants one, as the real service does. */
const EMULATOR_KEY = "emulator";

/** The provider this studio talks to: PowerTokens when a key is configured, else the emulator. */
export function getConnection(): Connection {
  const env = getEnv();
  const isEmulator = env.powertokensApiKey === undefined;
  const baseUrl = (isEmulator ? (env.emulatorUrl ?? `http://127.0.0.1:${env.emulatorPort}`) : env.powertokensBaseUrl).replace(/\/+$/, "");
  const apiKey = env.powertokensApiKey ?? EMULATOR_KEY;
  return {
    host: "powertokens",
    baseUrl,
    assetBaseUrl: (isEmulator ? undefined : env.powertokensAssetBaseUrl)?.replace(/\/+$/, "") ?? baseUrl,
    apiKey,
    apiStyle: env.apiStyle,
    fetch: globalThis.fetch,
    account: accountFingerprint(isEmulator ? "emulator" : baseUrl, apiKey),
    isEmulator,
  };
}

/** Stable over restarts, also when the emulator's port changes. */
export function accountFingerprint(baseUrl: string, apiKey: string): string {
  return createHash("sha256").update(`${baseUrl}\n${apiKey}`).digest("hex").slice(0, 32);
}

let cached: { key: string; provider: Provider } | undefined;

/** The client for the present connection; made anew only when the connection changes, so that what it learned is kept. */
export function getProvider(connection: Connection = getConnection()): Provider {
  const key = `${connection.account}|${connection.baseUrl}|${connection.assetBaseUrl}|${connection.apiStyle}`;
  if (cached?.key !== key) cached = { key, provider: createProvider(connection) };
  return cached.provider;
}
