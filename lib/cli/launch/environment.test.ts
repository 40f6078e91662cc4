import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { parseEnv, VARIABLES } from "@/lib/platform/env";
import { emulatorEnvironment, studioEnvironment } from "./environment";
import { readSettings } from "./settings";

/** Each setting as somebody may write it, and none as it would be without a word. */
const CHOSEN = {
  HOST: "0.0.0.0",
  PORT: "3100",
  PUBLIC_URL: "https://studio.example",
  TRUSTED_PROXIES: "2",
  SETUP_CODE: "KITE-4711",
  SMTP_URL: "smtp://ada:secret@mail.example:587",
  SMTP_FROM: "Studio <studio@mail.example>",
  GITHUB_CLIENT_ID: "a-client-of-github",
  GITHUB_CLIENT_SECRET: "a-secret-of-github",
  GITHUB_URL: "https://github.example",
  GOOGLE_CLIENT_ID: "a-client-of-google",
  GOOGLE_CLIENT_SECRET: "a-secret-of-google",
  OIDC_ISSUER: "https://id.example",
  OIDC_CLIENT_ID: "a-client-of-id",
  OIDC_CLIENT_SECRET: "a-secret-of-id",
  OIDC_NAME: "Studio ID",
  POWERTOKENS_API_KEY: "sk-a-key-of-nobody",
  PROVIDER: "byteplus",
  POWERTOKENS_BASE_URL: "https://provider.example",
  POWERTOKENS_ASSET_BASE_URL: "https://assets.example",
  API_STYLE: "openai",
  EMULATOR_PORT: "4100",
  EMULATOR_URL: "http://emulator.example",
  EMULATOR_KEY: "a-key-of-the-emulator",
  DATABASE_POOL_URL: "postgresql://127.0.0.1:6432/dailies",
  DATABASE_DURABILITY: "trusted",
  DISK_SOFT_GIB: "7",
  DISK_HARD_GIB: "3",
  TEAM_UPLOAD_GIB: "11",
  TEAM_UPLOAD_FILES: "12",
  FACE_CHECK: "false",
  NEW_TEAMS: "anyone",
  AUDIT_DAYS: "30",
  WEBHOOK_HOSTS: "automation.example",
  METRICS_TOKEN: "a-token-of-prometheus",
  WORKER_PORT: "3101",
  LOG_LEVEL: "debug",
  CONCURRENCY: "5",
  RESEND_PROVEN_ABSENT: "ask",
  SUBMISSIONS_PER_MINUTE: "13",
  TEAM_SUBMISSIONS_PER_MINUTE: "14",
  OPEN_GENERATIONS: "15",
  TEAM_OPEN_GENERATIONS: "16",
  STORAGE: "s3",
  S3_BUCKET: "clips",
  S3_REGION: "eu-central-1",
  S3_ENDPOINT: "https://s3.example",
  S3_ACCESS_KEY_ID: "an-id",
  S3_SECRET_ACCESS_KEY: "a-secret",
  S3_FORCE_PATH_STYLE: "true",
  S3_PREFIX: "studio",
  AUTH_SECRET: "s".repeat(40),
  C2PA_CERTIFICATE: "/etc/signer.pem",
  C2PA_KEY: "/etc/signer.key",
};
const DATABASE_URL = "postgresql://127.0.0.1/dailies";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "dailies-environment-"));
  for (const [name, value] of Object.entries(CHOSEN)) vi.stubEnv(name, value);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

const options = () => ({
  settings: readSettings({ ...CHOSEN, DATA_DIR: folder, DATABASE_URL }),
  databaseUrl: DATABASE_URL,
  mode: "production" as const,
});

describe("what the processes of a studio are told", () => {
  it.each(["web", "worker"] as const)("is every setting that was chosen: %s", (role) => {
    const told = parseEnv(studioEnvironment(options(), role));
    expect(told).toEqual({ ...options().settings.env, role });
    expect([...VARIABLES].filter((name) => !(name in CHOSEN)).toSorted()).toEqual(["DATABASE_URL", "DATA_DIR", "ROLE"]);
  });

  it("is nothing else of the shell that started them, and the emulator learns no secret but its own", () => {
    vi.stubEnv("CANARY_TOKEN", "canary");
    expect(JSON.stringify(studioEnvironment(options(), "web"))).not.toContain("canary");
    const emulator = JSON.stringify(emulatorEnvironment(options().settings, "production"));
    for (const secret of ["canary", CHOSEN.POWERTOKENS_API_KEY, CHOSEN.AUTH_SECRET, CHOSEN.S3_SECRET_ACCESS_KEY, DATABASE_URL])
      expect(emulator).not.toContain(secret);
    expect(emulator).toContain(CHOSEN.EMULATOR_KEY);
  });

  it("is one key for what pages give back, on every machine that has the secret, and on no other", () => {
    const keyOf = (secret: string): string => {
      const settings = readSettings({ ...CHOSEN, DATA_DIR: folder, DATABASE_URL, AUTH_SECRET: secret });
      return studioEnvironment({ ...options(), settings }, "web").NEXT_SERVER_ACTIONS_ENCRYPTION_KEY!;
    };
    expect(Buffer.from(keyOf(CHOSEN.AUTH_SECRET), "base64")).toHaveLength(32);
    expect(keyOf("t".repeat(40))).not.toBe(keyOf(CHOSEN.AUTH_SECRET));
  });
});
