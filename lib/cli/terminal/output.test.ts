import type { NetworkInterfaceInfo } from "node:os";
import { describe, expect, it } from "vitest";
import { readableOnTheWay, studioAddresses } from "../launch/addresses";
import { readLights } from "./lights";
import { readLogLine } from "./log-lines";
import { migrationName } from "@/lib/tools/migration/files";
import { formatDuration, formatTable } from "./output";
import { restartDelayMs } from "../launch/supervisor";

describe("what is printed", () => {
  it("shows durations as people say them", () => {
    expect([840, 12_340, 125_000].map(formatDuration)).toEqual(["840 ms", "12.3 s", "2 min 5 s"]);
  });

  it("lines columns up", () => {
    expect(
      formatTable([
        ["Unit", "9 passed"],
        ["Database", "120 passed"],
      ]),
    ).toEqual(["Unit        9 passed", "Database  120 passed"]);
  });

  it("lifts warnings out of the log, and leaves the rest in the file", () => {
    expect(readLogLine('{"level":30,"msg":"worker ready"}', "stdout").level).toBe("quiet");
    expect(readLogLine('{"level":50,"time":1,"pid":2,"msg":"no key","code":"provider-key"}', "stdout")).toEqual({
      level: "error",
      text: "no key · code=provider-key",
    });
    expect(readLogLine("▲ Next.js", "stdout").level).toBe("quiet");
    expect(readLogLine("TypeError: x", "stderr")).toEqual({ level: "error", text: "TypeError: x" });
  });

  it("names the addresses at which the studio opens", () => {
    const lan = { eth0: [{ family: "IPv4", internal: false, address: "192.168.1.5" }] } as unknown as NodeJS.Dict<NetworkInterfaceInfo[]>;
    expect(studioAddresses("127.0.0.1", 3000, undefined, lan)).toEqual(["http://localhost:3000"]);
    expect(studioAddresses("0.0.0.0", 3000, undefined, lan)).toEqual(["http://localhost:3000", "http://192.168.1.5:3000"]);
    expect(studioAddresses("0.0.0.0", 3000, "https://studio.example", lan)).toEqual(["https://studio.example"]);
  });

  it("is warned of where it is not encrypted on its way", () => {
    expect(readableOnTheWay(["http://localhost:3000", "http://127.0.0.1:3000", "http://[::1]:3000", "https://studio.example"])).toBeNull();
    expect(readableOnTheWay(["http://localhost:3000", "http://192.168.1.5:3000"])).toMatch(/^http:\/\/192\.168\.1\.5:3000: not encrypted/);
    expect(readableOnTheWay(["http://localhost.example.com"])).toContain("PUBLIC_URL");
  });

  it("shows four lights, and what a check has to add", () => {
    const isWell = { ok: true };
    const facts = { database: "embedded", dataDir: "/data", providerUrl: "https://api.example" };
    const lights = readLights(
      {
        ...{ status: "unhealthy", provider: "emulator", version: "0.3.0" },
        checks: { database: isWell, storage: isWell, ffmpeg: { ok: false, detail: "not found" }, provider: isWell, worker: isWell },
      },
      facts,
    );
    expect(lights.map(({ name, isOn }) => [name, isOn])).toEqual([
      ["Database", true],
      ["Storage", true],
      ["ffmpeg", false],
      ["Provider", true],
    ]);
    expect(lights[2]?.detail).toBe("not found");
  });
});

describe("small decisions", () => {
  it("waits longer after each death, but never for ever", () => {
    expect([1, 2, 3, 4, 10].map(restartDelayMs)).toEqual([500, 1000, 2000, 4000, 30_000]);
  });

  it("names migrations by time and words", () => {
    expect(migrationName(new Date("2026-11-22T15:00:01Z"), " Add share-links! ")).toBe("20261122150001_add_share_links");
  });
});
