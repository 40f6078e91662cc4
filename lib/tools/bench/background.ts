import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { db } from "@/lib/platform/db/client";
import { startEmbeddedPostgres } from "@/lib/platform/embedded-postgres/start-embedded-postgres";
import { figure, type Bench } from "./figure";
import { provideMillion } from "./many-clips-studio";
import { cpuSecondsOf, readyPid, startBenchStudio } from "./studio-kit";

/** Until the first rounds of everything are over, also those that come once a day. */
const SETTLE_MS = 60_000;
const MEASURE_MS = 120_000;
const BIG_TABLES = ["generations", "generation_events", "attempts", "files", "spend"];

/** What the worker and its database do by themselves at a million clips. The goals are 2 % of a core, and no big table read whole. */
export const background: Bench = {
  name: "background",
  about: "the worker's rounds and the database at a million clips and ten million events, against 2 % of a core",
  run: async (say) => {
    const { dataDir } = await provideMillion(say);
    const studio = await startBenchStudio(dataDir);
    try {
      const worker = readyPid(dataDir, "worker");
      const { pid: server } = await startEmbeddedPostgres(path.join(dataDir, "postgres"));
      const use = () => ({ worker: cpuSecondsOf(worker), database: familySecondsOf(server), at: performance.now() });
      say("the first rounds");
      await wait(SETTLE_MS);
      say("the usual ones");
      const before = use();
      await wait(MEASURE_MS);
      const after = use();
      const share = (part: "worker" | "database"): number =>
        Math.round(((after[part] - before[part]) / ((after.at - before.at) / 1000)) * 10_000) / 100;
      const scans = await db.$queryRaw<{ table: string; rows: number }[]>`
        SELECT relname AS table, seq_tup_read::int AS rows FROM pg_stat_user_tables WHERE relname = ANY(${BIG_TABLES}) ORDER BY 1`;
      for (const { table, rows } of scans) say(`${table}: ${rows} rows read by scans`);
      const most = Math.max(...scans.map(({ rows }) => rows));
      return [
        figure("background-worker", share("worker"), "% of a core", 2),
        figure("background-database", share("database"), "% of a core", 2),
        figure("background-together", share("worker") + share("database"), "% of a core", 2),
        // A look whether there is a row at all reads a few.
        figure("background-scans", most, "rows", 1000),
      ];
    } finally {
      await studio.end();
    }
  },
};

/** A process, those that it has now, and those of its that are over. */
function familySecondsOf(pid: number): number {
  const children = readdirSync("/proc").filter((name) => /^\d+$/.test(name) && parentOf(name) === pid);
  return cpuSecondsOf(pid, { withEnded: true }) + children.reduce((sum, child) => sum + cpuSecondsOf(Number(child)), 0);
}

function parentOf(pid: string): number | null {
  try {
    return Number(readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]!.split(" ")[1]);
  } catch {
    // It ended while we looked.
    return null;
  }
}
