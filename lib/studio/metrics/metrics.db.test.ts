import "@/lib/testing/database";
import { afterEach, describe, expect, it, vi } from "vitest";
import { db } from "@/lib/platform/db/client";
import { forgetEnv } from "@/lib/platform/env";
import { findFreePort } from "@/lib/platform/processes/ports";
import { createHttp } from "@/lib/providers/http";
import { newId } from "@/lib/shared/ids";
import { makeGeneration, makeProject } from "@/lib/testing/factories";
import { startWebServer } from "@/lib/testing/web-server";
import { openOwnPort } from "@/lib/worker/own-port";
import { forgetFigures } from "./read-figures";

const TOKEN = "a-token-of-prometheus";
const web = await startWebServer();

const set = (env: Record<string, string>): void => {
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  forgetEnv();
};
const ask = (token?: string) => web.ask("/metrics", { headers: token === undefined ? {} : { authorization: `Bearer ${token}` } });

afterEach(() => {
  vi.unstubAllEnvs();
  forgetEnv();
  forgetFigures();
});

describe("figures for Prometheus", () => {
  it("are nowhere without a token, and for nobody without the right one", async () => {
    expect((await ask(TOKEN)).status).toBe(404);
    set({ METRICS_TOKEN: TOKEN });
    expect([(await ask()).status, (await ask("another-token-of-all")).status]).toEqual([401, 401]);
    expect((await ask(TOKEN)).status).toBe(200);
  });

  it("tell what waits and how long, what it comes to, and what this process did", async () => {
    set({ METRICS_TOKEN: TOKEN });
    const project = await makeProject();
    const place = { teamId: project.teamId, projectId: project.id };
    await makeGeneration({ ...place, createdAt: new Date(Date.now() - 90_000) });
    await makeGeneration(place);
    const { createdById: userId } = await db.generation.findFirstOrThrow({ where: place });
    const sum = { day: new Date(), model: "seedance-2.0", state: "ready", clips: 2, tokens: 10n, estimatedMicros: 0n, unpriced: 0 };
    for (const isEmulated of [false, true])
      await db.spendTotal.create({
        data: { ...place, ...sum, userId: userId ?? newId(), kind: "settled", micros: 1_680_000n, isEmulated },
      });
    await db.alarm.create({ data: { id: newId(), kind: "disk-low", subject: "studio", level: "urgent" } });
    const http = createHttp({ fetch: () => Promise.resolve(new Response("{}", { status: 429 })), origins: [] });
    await http.send({ method: "GET", url: "http://provider.example/", timeoutMs: 1_000, maxBytes: 100 });

    const text = await (await ask(TOKEN)).text();
    expect(text).toContain('dailies_clips_open{status="waiting",reason=""} 2');
    expect(text).toMatch(/dailies_clip_open_oldest_seconds\{status="waiting",reason=""\} 9\d/);
    expect(text).toContain('dailies_money_month_dollars{kind="settled"} 1.68');
    expect(text).toContain('dailies_alarms{kind="disk-low",level="urgent"} 1');
    expect(text).toContain("dailies_workers_alive 0");
    expect(text).toContain('dailies_provider_call_duration_seconds_count{method="GET",outcome="429"} 1');
    expect(text).toMatch(/dailies_database_connections\{state="waiting"\} 0/);
    expect(text).toMatch(/dailies_request_duration_seconds_count\{kind="health",status="4xx"\} \d/);
    expect(text).toContain("process_resident_memory_bytes");
  });

  it("are given by a worker at a port of its own, which says to everybody that it lives and nothing else", async () => {
    set({ METRICS_TOKEN: TOKEN, WORKER_PORT: String(await findFreePort()), HOST: "127.0.0.1" });
    const server = openOwnPort()!;
    await new Promise((resolve) => server.once("listening", resolve));
    const at = (path: string, headers = {}) => fetch(`http://127.0.0.1:${process.env.WORKER_PORT}${path}`, { headers });
    const answers = [await at("/live"), await at("/metrics"), await at("/metrics", { authorization: `Bearer ${TOKEN}` }), await at("/")];
    expect(answers.map(({ status }) => status)).toEqual([200, 401, 200, 404]);
    expect(await answers[2]!.text()).toContain("dailies_provider_call_duration_seconds");
    server.close();
  });
});
