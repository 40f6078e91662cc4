import { afterEach, describe, expect, it, vi } from "vitest";
import { describeError, logError, logger, restartLog, serializeFields } from "./log";
import { forgetEnv } from "./env";

describe("fields for the log", () => {
  it("are the known ones with plain values, and nothing else", () => {
    const fields = {
      generationId: "g",
      durationMs: 5,
      url: "https://x.com/y?token=canary",
      prompt: "canary",
      headers: { authorization: "canary" },
      status: { body: "canary" },
      code: null,
    };
    expect(serializeFields(fields, [])).toEqual({ generationId: "g", durationMs: 5, url: "https://x.com/y", code: null });
  });
});

describe("an error for the log", () => {
  it("is its name, message and code", () => {
    const error = Object.assign(new TypeError("https://x.com/?k=canary failed"), { code: "ECONNRESET", response: { headers: "canary" } });
    expect(describeError(error, [])).toEqual({ name: "TypeError", message: "https://x.com/ failed", code: "ECONNRESET" });
    expect(describeError("plain words", [])).toEqual({ name: "NonError", message: "plain words" });
    expect(describeError({ body: "canary" }, [])).toEqual({ name: "NonError", message: "not an error" });
  });
});

describe("the log", () => {
  afterEach(() => {
    vi.unstubAllEnvs();
    forgetEnv();
    restartLog();
  });

  /** What is written meanwhile, line by line. */
  function linesOf(write: () => void): Record<string, unknown>[] {
    vi.stubEnv("DATABASE_URL", "postgresql://u:canary-password@127.0.0.1/db");
    vi.stubEnv("AUTH_SECRET", "canary-canary-canary-canary-canary");
    vi.stubEnv("POWERTOKENS_API_KEY", "pt-canary-key");
    vi.stubEnv("LOG_LEVEL", "info");
    forgetEnv();
    const lines: string[] = [];
    restartLog((line) => lines.push(line));
    write();
    return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  }

  it("writes one line of JSON, without any of the settings that are secret", () => {
    const lines = linesOf(() => {
      logger.warn(
        { generationId: "g", detail: "key pt-canary-key", err: new Error("password canary-password") },
        "something with pt-canary-key",
      );
      logger.debug({}, "too quiet to be heard");
    });
    expect(lines).toMatchObject([{ level: 40, generationId: "g", detail: "key [secret]" }]);
    expect(JSON.stringify(lines)).not.toContain("canary");
  });

  it("gives what was not expected a reference, and says where it came from", () => {
    let ref = "";
    const cause = Object.assign(new Error("socket https://x.com/?sig=canary"), { code: "EPIPE" });
    const [line] = linesOf(() => {
      ref = logError(new Error("could not", { cause }), { action: "submit" });
    });
    expect(ref).toMatch(/^[0-9a-f]{8}$/);
    expect(line).toMatchObject({
      level: 50,
      ref,
      action: "submit",
      error: { name: "Error", message: "could not", causes: [{ code: "EPIPE", message: "socket https://x.com/" }] },
    });
    expect((line?.error as { at: string[] }).at[0]).toContain("log.test.ts");
    expect(logError(new Error("again"), { ref: "abc" })).toBe("abc");
  });
});
