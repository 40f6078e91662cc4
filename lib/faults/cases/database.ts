import { readdir } from "node:fs/promises";
import path from "node:path";
import { db } from "@/lib/platform/db/client";
import { howAccepted, loseAllJobs, wasUncertain } from "../case-kit";
import { untilTasks } from "../emulator-control";
import { demand, type FaultCase } from "../fault-case";
import { pause, waitUntil } from "../wait-until";

/** Whatever happens to the database and to the queue in it. */
export const databaseCases: readonly FaultCase[] = [
  {
    id: "F58",
    what: "20 active; the database stands still for 30 s, then its server is killed by -9",
    async run(studio) {
      const server = studio.server!;
      const web = studio.web!;
      await web.start();
      const ids = await studio.pressMany(20, () => ({ prompt: "emu:running-ms=6000" }));
      await studio.worker.start();
      await untilTasks(studio.emulator, 10);
      await waitUntil("all is well", async () => (await web.health()).status === 200);
      const pids = [web.pid, studio.worker.pid];

      server.freeze();
      const frozenAt = performance.now();
      const noticedMs = await timed(() => waitUntil("health says so", async () => (await web.health()).status === 503, 30_000));
      demand(noticedMs < 15_000, `health noticed after ${Math.round(noticedMs)} ms`);
      await pause(30_000 - (performance.now() - frozenAt));
      server.thaw();
      const thawedMs = await timed(() => waitUntil("all is well again", async () => (await web.health()).status === 200));

      server.kill();
      await pause(1_500);
      demand((await web.health()).status === 503, "health says that all is well without a database");
      await server.restart();
      const recoveredMs = await timed(() => waitUntil("all is well again", async () => (await web.health()).status === 200));
      demand(Math.max(thawedMs, recoveredMs) < 30_000, `well again after ${Math.round(thawedMs)} and ${Math.round(recoveredMs)} ms`);
      await studio.until(ids, "ready", 180_000);
      demand(pids.join() === [web.pid, studio.worker.pid].join(), "another process");
      const seconds = (ms: number): string => (ms / 1000).toFixed(1);
      return `503 after ${seconds(noticedMs)} s; well again ${seconds(thawedMs)} s after the stillness and ${seconds(recoveredMs)} s after the restart, by the same processes; all ready`;
    },
  },
  {
    id: "F59",
    what: "4 creating; the database is killed between the send and the acknowledgement",
    async run(studio) {
      await studio.emulator.order({ route: "create", count: 4, fault: { kind: "delay", when: "after", ms: 6_000 } });
      const ids = await studio.pressMany(4);
      await studio.worker.start();
      await untilTasks(studio.emulator, 4);
      studio.server!.kill();
      const folder = path.join(studio.dataDir, "journal");
      await waitUntil("four entries in the journal", async () => (await readdir(folder).catch(() => [])).length === 4, 30_000);
      await studio.server!.restart();
      await studio.until(ids, "ready");
      const rows = await studio.rows();
      demand(
        rows.every((row) => howAccepted(row) === "journal" && !wasUncertain(row)),
        rows.map(howAccepted).join(", "),
      );
      return "the worker that lived replayed its journal: 4 acknowledged, none uncertain, 4 purchases";
    },
  },
  {
    id: "F65",
    what: "12 mid-flight, and every job of the queue is gone",
    async run(studio) {
      const ids = await studio.pressMany(6, (index) => ({ prompt: index % 2 === 0 ? "emu:running-ms=3000" : "soon" }));
      await studio.worker.start();
      await untilTasks(studio.emulator, 3);
      ids.push(...(await studio.pressMany(6)));
      await loseAllJobs();
      const startedAt = performance.now();
      await studio.until(ids, ["queued", "running", "saving", "ready"], 60_000);
      const seconds = Math.round((performance.now() - startedAt) / 1000);
      await studio.until(ids, "ready", 180_000);
      return `all taken up again within ${seconds} s, all ready`;
    },
  },
  {
    id: "F67",
    what: "jobs that make no sense, between 5 that do",
    async run(studio) {
      await studio.worker.start();
      await studio.control();
      for (const name of ["generation.send", "generation.archive", "generation.reconcile"]) {
        await db.$executeRaw`INSERT INTO pgboss.job (name, data) VALUES (${name}, '{"generationId": "nonsense"}'::jsonb), (${name}, '{}'::jsonb)`;
        await db.$executeRaw`INSERT INTO pgboss.job (name, data) VALUES (${name}, '{"generationId": "00000000-0000-7000-8000-000000000000"}'::jsonb)`;
      }
      const ids = await studio.pressMany(5);
      await studio.until(ids, "ready");
      await waitUntil("the poison is told of", () => studio.worker.countLines("a job with a payload that does not fit was dropped") === 6);
      return "6 dropped and told of, 3 for nothing at all, 5 ready";
    },
  },
];

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}
