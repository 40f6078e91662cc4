import { readdir } from "node:fs/promises";
import path from "node:path";
import { db } from "@/lib/platform/db/client";
import { newId } from "@/lib/shared/ids";
import { demandCreates, howAccepted, loseAllJobs, pressUntilAnswered, wasUncertain } from "../case-kit";
import { untilTasks } from "../emulator-control";
import { demand, type FaultCase } from "../fault-case";
import { lacksSmallDatabase, openSmallDatabase } from "../small-database";
import { travel } from "../time-travel";
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
    id: "F61",
    what: "every fifth transaction is turned away in its commit, as a conflict or a deadlock",
    async run(studio) {
      await studio.web!.start();
      for (const actor of studio.people) await studio.visit(actor);
      await studio.worker.start();
      await turnAwayCommits();
      try {
        const ids = await Promise.all(
          Array.from({ length: 20 }, (_, press) =>
            pressUntilAnswered(studio, { prompt: `take ${press}` }, { key: newId(), actor: studio.people[press % 8]! }),
          ),
        );
        await waitUntil(
          "all are ready",
          async () => {
            // What was put off because of a conflict comes back in half a minute at most. Our own change of all rows may be turned
            // away as well, and is made at the next look.
            await travel(5_000).catch(() => undefined);
            return (await studio.rows()).every((row) => row.status === "ready");
          },
          240_000,
          async () => (await studio.rows()).map((row) => row.status).join(" "),
        );
        demand(
          new Set(ids).size === 20 && (await studio.rows()).length === 20,
          `${(await studio.rows()).length} generations for 20 presses`,
        );
      } finally {
        await letCommitsPass();
      }
      const [turnedAway] = await db.$queryRaw<{ last_value: bigint }[]>`SELECT last_value FROM fault_conflicts`;
      await db.$executeRaw`DROP SEQUENCE fault_conflicts`;
      await demandCreates(studio, 20);
      const rows = await studio.rows();
      const twice = rows.filter((row) => row.events.filter(({ event }) => event === "accept").length !== 1);
      demand(twice.length === 0, `${twice.length} were accepted more than once`);
      return `${turnedAway?.last_value} commits turned away; 20 presses, 20 generations, 20 purchases, each event once`;
    },
  },
  {
    id: "F62",
    what: "the disk of the database runs full to the last byte, under pages and worker",
    lacks: lacksSmallDatabase,
    async run(studio) {
      const small = await openSmallDatabase(224);
      await studio.useDatabase(small);
      const web = studio.web!;
      await web.start();
      await studio.worker.start();
      const actor = studio.people[0]!;
      const before = await studio.pressOnPage({}, { actor });
      demand(before.ok, JSON.stringify(before));
      await studio.until(before.data.id, "ready");
      const pids = [web.pid, studio.worker.pid];

      await small.fill();
      const press = { prompt: "while the disk is full" };
      const options = { key: newId(), actor };
      // The log of the server needs a new file sooner or later, and then the server dies.
      const refusals = await waitUntil(
        "the full disk is felt",
        async () => {
          await db.$executeRawUnsafe(`SELECT pg_logical_emit_message(false, 'fault', repeat('x', 4000000))`).catch(() => undefined);
          if (small.deaths() === 0) return null;
          return studio.pressOnPage(press, options).catch(() => null);
        },
        60_000,
      );
      demand(!refusals.ok && refusals.error.code === "unavailable", `answered ${JSON.stringify(refusals)}`);
      demand((await web.health()).status === 503, "health says that all is well");
      await pause(5_000);
      demand(pids.join() === [web.pid, studio.worker.pid].join(), "another process");

      await small.empty();
      const freedAt = performance.now();
      await waitUntil("all is well again", async () => (await web.health()).status === 200, 60_000);
      const seconds = Math.round((performance.now() - freedAt) / 1000);
      const id = await pressUntilAnswered(studio, press, options);
      await studio.until(id, "ready", 120_000);
      demand((await studio.rows()).length === 2, `${(await studio.rows()).length} generations for 2 presses`);
      await demandCreates(studio, 2);
      demand(pids.join() === [web.pid, studio.worker.pid].join(), "another process");
      return `the server died of it; presses refused as "not now", health 503; well again ${seconds} s after there was room, by the same processes`;
    },
  },
  {
    id: "F65",
    what: "30 mid-flight, and every job of the queue is gone",
    async run(studio) {
      const ids = await studio.pressMany(15, (index) => ({ prompt: index % 2 === 0 ? "emu:running-ms=3000" : "soon" }));
      await studio.worker.start();
      await untilTasks(studio.emulator, 3);
      ids.push(...(await studio.pressMany(15)));
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

const CONFLICT_TABLES = ["generations", "attempts", "generation_events", "files"];

/** From now on a fifth of all transactions that change one of our rows fail when they commit; each is counted once. */
async function turnAwayCommits(): Promise<void> {
  await db.$executeRawUnsafe(`CREATE SEQUENCE fault_conflicts`);
  await db.$executeRawUnsafe(`
    CREATE FUNCTION fault_conflict() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      IF abs(hashint8(txid_current())) % 5 <> 0 THEN RETURN NULL; END IF;
      PERFORM nextval('fault_conflicts');
      IF txid_current() % 2 = 0 THEN RAISE EXCEPTION 'pretended conflict' USING ERRCODE = '40001'; END IF;
      RAISE EXCEPTION 'pretended deadlock' USING ERRCODE = '40P01';
    END $$`);
  for (const table of CONFLICT_TABLES)
    await db.$executeRawUnsafe(`
      CREATE CONSTRAINT TRIGGER fault_conflict AFTER INSERT OR UPDATE ON ${table} DEFERRABLE INITIALLY DEFERRED
      FOR EACH ROW EXECUTE FUNCTION fault_conflict()`);
}

async function letCommitsPass(): Promise<void> {
  for (const table of CONFLICT_TABLES) await db.$executeRawUnsafe(`DROP TRIGGER IF EXISTS fault_conflict ON ${table}`);
  await db.$executeRawUnsafe(`DROP FUNCTION IF EXISTS fault_conflict`);
}
