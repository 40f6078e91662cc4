import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parseEnv } from "@/lib/platform/env";

const text = readFileSync(".env.example", "utf8");
const offered = new Map([...text.matchAll(/^# ([A-Z][A-Z0-9_]*)=(.*)$/gm)].map(([, name = "", value = ""]) => [name, value]));
const REQUIRED = { DATABASE_URL: "postgresql://127.0.0.1/dailies", AUTH_SECRET: "x".repeat(32) };

describe(".env.example", () => {
  it("changes nothing as it stands", () => {
    expect(text.split("\n").filter((line) => line.trim() && !line.startsWith("#"))).toEqual([]);
  });

  it("shows the default beside every setting that has one", () => {
    const defaults: Record<string, unknown> = parseEnv(REQUIRED);
    for (const [name, value] of offered) {
      const field = name.toLowerCase().replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
      const standard = defaults[field];
      if (value === "" || name === "DATA_DIR" || standard === undefined) continue;
      expect([name, value]).toEqual([name, name in REQUIRED ? value : String(standard)]);
    }
  });

  it("names every setting that the studio knows", () => {
    const known = Object.keys({ ...parseEnv(REQUIRED), ...parseEnv({ ...REQUIRED, STORAGE: "s3", S3_BUCKET: "videos" }) });
    const names = known
      .filter((field) => field !== "version")
      .map((field) => field.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase());
    expect(names.filter((name) => !offered.has(name))).toEqual([]);
  });
});
