import { existsSync } from "node:fs";
import path from "node:path";
import { parseEnv, type Env } from "@/lib/platform/env";
import { prepareDataFolder } from "./data-folder";
import { failures } from "./failures";
import { keepSecret, makeAuthSecret, makeSetupCode } from "./secrets";

/** The settings before the database is there: its address is not known yet when it is the embedded one. */
export interface StudioSettings {
  env: Env;
  /** Null: embedded. */
  externalDatabaseUrl: string | null;
  setupCode: string;
}

const PLACEHOLDER_URL = "postgresql://127.0.0.1/dailies";

/** Reads `.env` into the environment; what the environment says already wins. */
export function loadEnvFile(file = ".env"): void {
  if (existsSync(file)) process.loadEnvFile(file);
}

/**
 * Parses all settings, and makes the secrets that nobody chose. They are kept in the data folder, so that the next
 * start and another process of the same studio use the same.
 */
export function readSettings(source: Record<string, string | undefined> = process.env): StudioSettings {
  const given = (name: string): string | null => source[name]?.trim() || null;
  const dataDir = path.resolve(given("DATA_DIR") ?? "./data");
  const authSecret = given("AUTH_SECRET");
  if (authSecret !== null && authSecret.length < 32) throw failures.secretTooShort();

  // Everything else is checked before the first file is made.
  const checked = { ...source, DATABASE_URL: given("DATABASE_URL") ?? PLACEHOLDER_URL, AUTH_SECRET: authSecret ?? "-".repeat(32) };
  parseEnv(checked);
  prepareDataFolder(dataDir);

  const secrets = {
    AUTH_SECRET: authSecret ?? keepSecret(dataDir, "auth-secret", makeAuthSecret),
    SETUP_CODE: given("SETUP_CODE") ?? keepSecret(dataDir, "setup-code", makeSetupCode),
  };
  return { env: parseEnv({ ...checked, ...secrets }), externalDatabaseUrl: given("DATABASE_URL"), setupCode: secrets.SETUP_CODE };
}
