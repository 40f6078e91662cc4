import { hkdfSync } from "node:crypto";
import { existsSync } from "node:fs";
import { type Env, forgetEnv, parseEnv } from "@/lib/platform/env";
import { keepSecret } from "@/lib/platform/keep-secret";
import { makeSpokenCode } from "@/lib/shared/spoken-code";
import { prepareDataFolder } from "./data-folder";
import { failures } from "../terminal/failures";
import { EMULATOR_KEY_FILE, makeAuthSecret } from "./secrets";

/** The settings before the database is there: its address is not known yet when it is the embedded one. */
export interface StudioSettings {
  env: Env;
  /** Null: embedded. */
  externalDatabaseUrl: string | null;
  setupCode: string;
}

const PLACEHOLDER_URL = "postgresql://127.0.0.1/dailies";

/** What the environment says, and where it says nothing, `.env`. */
function environment(): Source {
  if (existsSync(".env")) process.loadEnvFile(".env");
  return process.env;
}

const given = (source: Source, name: string): string | null => source[name]?.trim() || null;

type Source = Record<string, string | undefined>;

/** All settings, checked, without making a single file: secrets that nobody chose are stand-ins. */
export function checkSettings(source: Source = environment()): Env & { externalDatabaseUrl: string | null; chosenSecret: string | null } {
  const authSecret = given(source, "AUTH_SECRET");
  if (authSecret !== null && authSecret.length < 32) throw failures.secretTooShort();
  const externalDatabaseUrl = given(source, "DATABASE_URL");
  const env = parseEnv({ ...source, DATABASE_URL: externalDatabaseUrl ?? PLACEHOLDER_URL, AUTH_SECRET: authSecret ?? "-".repeat(32) });
  return { ...env, externalDatabaseUrl, chosenSecret: authSecret };
}

/** From here on this process, too, works on the studio's database, with its secret and its files. */
export function enterStudio({ env }: StudioSettings, databaseUrl: string): void {
  Object.assign(process.env, { DATABASE_URL: databaseUrl, DATA_DIR: env.dataDir, AUTH_SECRET: env.authSecret });
  forgetEnv();
}

/**
 * Parses all settings, and makes the secrets that nobody chose. They are kept in the data folder, so that the next
 * start and another process of the same studio use the same.
 */
export function readSettings(source: Source = environment()): StudioSettings {
  // Everything else is checked before the first file is made.
  const { externalDatabaseUrl, chosenSecret, dataDir, emulatorUrl } = checkSettings(source);
  prepareDataFolder(dataDir);
  const secrets = {
    AUTH_SECRET: chosenSecret ?? keepSecret(dataDir, "auth-secret", makeAuthSecret),
    SETUP_CODE: given(source, "SETUP_CODE") ?? setupCodeOf(chosenSecret) ?? keepSecret(dataDir, "setup-code", () => makeSpokenCode()),
  };
  // An emulator elsewhere has keys of its own.
  const emulatorKey = given(source, "EMULATOR_KEY") ?? (emulatorUrl ? undefined : keepSecret(dataDir, EMULATOR_KEY_FILE, makeAuthSecret));
  const env = parseEnv({
    ...source,
    DATABASE_URL: externalDatabaseUrl ?? PLACEHOLDER_URL,
    ...secrets,
    ...(emulatorKey ? { EMULATOR_KEY: emulatorKey } : {}),
  });
  return { env, externalDatabaseUrl, setupCode: secrets.SETUP_CODE };
}

/** Several machines have one secret, and so must take one code: whichever of them printed it, the sign-up may reach another. */
const setupCodeOf = (secret: string | null): string | null =>
  secret && makeSpokenCode(3, new Uint8Array(hkdfSync("sha256", secret, "", "dailies setup code", 96)));
