import path from "node:path";
import { describe, expect, it } from "vitest";
import { parseEnv, secretsOf, SettingsError } from "./env";

const needed = { DATABASE_URL: "postgresql://dailies:pass%20word@127.0.0.1:5432/dailies", AUTH_SECRET: "0123456789abcdef0123456789abcdef" };

function problemsOf(source: Record<string, string>): readonly string[] {
  try {
    parseEnv(source);
  } catch (error) {
    if (error instanceof SettingsError) return error.problems;
    throw error;
  }
  return expect.fail("it was accepted");
}

describe("settings", () => {
  it("need little, and stand for a studio on this machine with the emulator", () => {
    expect(parseEnv(needed)).toMatchObject({
      dataDir: path.resolve("data"),
      port: 3000,
      host: "127.0.0.1",
      role: "all",
      apiStyle: "native",
      storage: "local",
      concurrency: 3,
      logLevel: "info",
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
    });
    expect(parseEnv(needed).powertokensApiKey).toBeUndefined();
  });

  it("are called like their variables", () => {
    const env = parseEnv({
      ...needed,
      POWERTOKENS_API_KEY: " sk-key ",
      POWERTOKENS_BASE_URL: "https://example.com/",
      API_STYLE: "openai",
      PORT: "4000",
      DATA_DIR: "/srv/dailies",
      CONCURRENCY: "20",
    });
    expect(env).toMatchObject({
      powertokensApiKey: "sk-key",
      powertokensBaseUrl: "https://example.com",
      apiStyle: "openai",
      port: 4000,
      dataDir: "/srv/dailies",
      concurrency: 20,
    });
  });

  it("count as unset when they are empty, as in a copied example", () => {
    expect(parseEnv({ ...needed, POWERTOKENS_API_KEY: "", PORT: " ", STORAGE: "" })).toMatchObject({ port: 3000, storage: "local" });
  });

  it("name both files that labels are signed with or none, and no process reads them for that", () => {
    const [c2paCertificate, c2paKey] = ["nowhere.pem", "nowhere.key"].map((name) => path.resolve(name));
    expect(parseEnv({ ...needed, C2PA_CERTIFICATE: "nowhere.pem", C2PA_KEY: "nowhere.key" })).toMatchObject({ c2paCertificate, c2paKey });
    expect(problemsOf({ ...needed, C2PA_CERTIFICATE: "nowhere.pem" })).toEqual([expect.stringMatching(/^C2PA_KEY is missing/)]);
    expect(problemsOf({ ...needed, C2PA_KEY: "nowhere.key" })).toEqual([expect.stringMatching(/^C2PA_CERTIFICATE is missing/)]);
  });

  it("that are wrong are all named at once, with what would be right", () => {
    const problems = problemsOf({
      PORT: "70000",
      DATABASE_URL: "mysql://x",
      API_STYLE: "soap",
      CONCURRENCY: "many",
      AUTH_SECRET: "short",
      POWERTOKENS_BASE_URL: "ftp://x",
    });
    for (const name of ["PORT", "DATABASE_URL", "API_STYLE", "CONCURRENCY", "AUTH_SECRET", "POWERTOKENS_BASE_URL"]) {
      expect(problems.filter((problem) => problem.startsWith(`${name} `))).toHaveLength(1);
    }
  });

  it("that are missing are named with an example, and no value is repeated", () => {
    expect(problemsOf({}).join("\n")).toMatch(/DATABASE_URL is missing: .*postgresql:\/\//);
    expect(problemsOf({ AUTH_SECRET: "canary" }).join("\n")).not.toContain("canary");
  });

  it("of a bucket are asked for only when files go into a bucket", () => {
    expect(problemsOf({ ...needed, STORAGE: "s3" })[0]).toMatch(/^S3_BUCKET is missing/);
    expect(
      parseEnv({ ...needed, STORAGE: "s3", S3_BUCKET: "clips", S3_ENDPOINT: "http://127.0.0.1:9000", S3_FORCE_PATH_STYLE: "true" }),
    ).toMatchObject({
      storage: "s3",
      s3Bucket: "clips",
      s3Region: "us-east-1",
      s3ForcePathStyle: true,
    });
    expect(problemsOf({ ...needed, STORAGE: "tape" })[0]).toMatch(/^STORAGE must be local or s3/);
  });

  it("know which of them are secret", () => {
    const env = parseEnv({
      ...needed,
      POWERTOKENS_API_KEY: "sk-key",
      SETUP_CODE: "code",
      STORAGE: "s3",
      S3_BUCKET: "b",
      S3_SECRET_ACCESS_KEY: "s3-secret",
    });
    expect(secretsOf(env).sort()).toEqual(["0123456789abcdef0123456789abcdef", "code", "pass word", "s3-secret", "sk-key"].sort());
  });
});
