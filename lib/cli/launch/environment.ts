import { hkdfSync } from "node:crypto";
import { VARIABLES } from "@/lib/platform/env";
import type { StudioSettings } from "./settings";

export interface EnvironmentOptions {
  settings: StudioSettings;
  databaseUrl: string;
  mode: "production" | "development";
}

/** What the machine offers every program; nothing else of the shell reaches the studio's processes by accident. */
const INHERITED =
  /^(PATH|HOME|USER|LOGNAME|SHELL|LANG|LC_.*|TZ|TMPDIR|TEMP|TMP|SystemRoot|windir|APPDATA|LOCALAPPDATA|NODE_OPTIONS|NODE_EXTRA_CA_CERTS|SSL_CERT_.*|(HTTPS?|NO|ALL)_PROXY|FORCE_COLOR|NO_COLOR|AWS_.*|OTEL_.*|FAILPOINT.*)$/i;

const inherited = (source: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(source).filter(([name]) => INHERITED.test(name))) as NodeJS.ProcessEnv;

/** The settings that web and worker share, as variables; what the launcher found out stands in place of what was given. */
export function studioEnvironment({ settings, databaseUrl, mode }: EnvironmentOptions, role: "web" | "worker"): NodeJS.ProcessEnv {
  const { env, setupCode } = settings;
  const given = Object.fromEntries(Object.entries(process.env).filter(([name]) => VARIABLES.has(name)));
  return {
    ...inherited(process.env),
    ...given,
    NODE_ENV: mode,
    NEXT_TELEMETRY_DISABLED: "1",
    ROLE: role,
    DATABASE_URL: databaseUrl,
    DATA_DIR: env.dataDir,
    PORT: String(env.port),
    HOST: env.host,
    AUTH_SECRET: env.authSecret,
    SETUP_CODE: setupCode,
    EMULATOR_PORT: String(env.emulatorPort),
    ...(env.emulatorKey ? { EMULATOR_KEY: env.emulatorKey } : {}),
    ...(env.powertokensApiKey ? {} : { EMULATOR_URL: env.emulatorUrl ?? `http://127.0.0.1:${env.emulatorPort}` }),
    NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: actionKey(env.authSecret),
    ...signInAddress(env.publicUrl),
  };
}

/** What Next encrypts what an action remembers with. Every machine of a studio has the secret, and so the key. */
const actionKey = (secret: string): string => Buffer.from(hkdfSync("sha256", secret, "", "dailies actions", 32)).toString("base64");

// next-auth builds its links from one fixed address, or from the one the browser used. Behind a proxy the fixed one is
// right; without, the studio is opened as localhost, 127.0.0.1 or by a name in the local network, and each must work.
function signInAddress(publicUrl: string | undefined): Record<string, string> {
  return publicUrl ? { PUBLIC_URL: publicUrl, NEXTAUTH_URL: publicUrl } : { AUTH_TRUST_HOST: "true" };
}

/** The emulator gets no secret but its own key: it is the outside world. */
export function emulatorEnvironment(settings: StudioSettings, mode: "production" | "development"): NodeJS.ProcessEnv {
  const given = Object.fromEntries(Object.entries(process.env).filter(([name]) => name.startsWith("EMULATOR_")));
  return {
    ...inherited(process.env),
    ...given,
    NODE_ENV: mode,
    EMULATOR_PORT: String(settings.env.emulatorPort),
    ...(settings.env.emulatorKey ? { EMULATOR_KEY: settings.env.emulatorKey } : {}),
    DATA_DIR: settings.env.dataDir,
    LOG_LEVEL: settings.env.logLevel,
  };
}

/** Puts a condition of module resolution into NODE_OPTIONS, for programs that start Node themselves. */
export const withReactServer = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv => ({
  ...env,
  NODE_OPTIONS: [env.NODE_OPTIONS, "--conditions=react-server"].filter(Boolean).join(" "),
});
