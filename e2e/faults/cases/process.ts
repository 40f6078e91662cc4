import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { checkInstance } from "@/lib/studio/instance";
import { endHold } from "@/lib/studio/release-hold";
import { getEnv } from "@/lib/platform/env";
import { newId } from "@/lib/shared/ids";
import { demandCreates, wasUncertain } from "../case-kit";
import { untilTasks } from "../emulator-control";
import { demand, type FaultCase } from "../fault-case";
import type { FaultStudio } from "../studio";
import { travel } from "../time-travel";
import { pause } from "../wait-until";
import { db } from "@/lib/platform/db/client";

/** What was waiting when the copy is started is never sent by it; what comes later is, once somebody has released it. */
async function demandNoSecondPurchase(studio: FaultStudio, elsewhere: string, sharesFiles: boolean): Promise<void> {
  const { databaseUrl } = getEnv();
  const before = await studio.pressMany(3);
  demand((await checkInstance(databaseUrl, studio.dataDir, sharesFiles)) !== "held", "held at its own folder");
  demand((await checkInstance(databaseUrl, elsewhere, sharesFiles)) === "held", "not held");
  await studio.worker.start();
  await studio.until(before, "uncertain");
  const [after] = await studio.pressMany(1);
  await travel(16 * 60_000);
  await pause(5_000);
  await demandCreates(studio, 0);
  demand((await studio.row(after!)).waitingFor === "hold", "does not say that it is held");
  await endHold(null, { anyway: true, dataDir: elsewhere });
  await travel(2 * 60_000);
  await studio.until(after!, "ready");
  const rows = await Promise.all(before.map((id) => studio.row(id)));
  demand(
    rows.every((row) => row.status === "uncertain"),
    "sent by itself after the hold",
  );
  await demandCreates(studio, 1);
}

/** Whatever happens to the worker and to the whole studio. */
export const processCases: readonly FaultCase[] = [
  {
    id: "F25",
    what: "a backup with 3 waiting is restored after all 3 were made",
    async run(studio) {
      await checkInstance(getEnv().databaseUrl, studio.dataDir, false);
      const ids = await studio.pressMany(3);
      const backup = await db.$queryRaw<{ row: object }[]>`SELECT to_jsonb(g) AS row FROM generations g`;
      await studio.worker.start();
      await studio.until(ids, "ready");
      await studio.worker.terminate();
      await db.generation.deleteMany();
      for (const { row } of backup)
        await db.$executeRaw`INSERT INTO generations SELECT * FROM jsonb_populate_record(null::generations, ${row}::jsonb)`;

      demand((await checkInstance(getEnv().databaseUrl, studio.dataDir, false)) === "held", "not held");
      await studio.worker.start();
      await studio.until(ids, "ready");
      await demandCreates(studio, 3);
      await endHold(null, { anyway: true });
      demand((await checkInstance(getEnv().databaseUrl, studio.dataDir, false)) === "known", "held again after the release");
      return "on hold: no POST; the 3 tasks were found and linked, their files taken as they lay there";
    },
  },
  {
    id: "F26",
    what: "a copy of the database is started beside another data folder, with the same key",
    isQuick: true,
    async run(studio) {
      const elsewhere = path.join(studio.dataDir, "..", `copy-${newId()}`);
      await mkdir(elsewhere, { recursive: true });
      await writeFile(path.join(elsewhere, "instance-id"), newId());
      await demandNoSecondPurchase(studio, elsewhere, false);
      return "on hold: no POST; what may have been sent is uncertain and stays so; what came later is sent once released";
    },
  },
  {
    id: "F78",
    what: "a copy of the database is started with an empty data folder, where files lie in a bucket",
    async run(studio) {
      await studio.useBucket();
      const elsewhere = path.join(studio.dataDir, "..", `copy-${newId()}`);
      await mkdir(elsewhere, { recursive: true });
      await demandNoSecondPurchase(studio, elsewhere, true);
      const { databaseUrl } = getEnv();
      demand((await checkInstance(databaseUrl, studio.dataDir, true)) === "known", "the other machine is held again after the release");
      demand((await checkInstance(databaseUrl, elsewhere, true)) === "known", "held again after the release");
      return "on hold: no POST; what may have been sent stays uncertain; the release counts for both machines";
    },
  },
  {
    id: "F68",
    what: "SIGTERM while a create takes 15 s",
    async run(studio) {
      await studio.emulator.order({ route: "create", fault: { kind: "delay", when: "after", ms: 15_000 } });
      const id = await studio.press();
      await studio.worker.start();
      await untilTasks(studio.emulator, 1);
      const { code, tookMs } = await studio.worker.terminate();
      demand(code === 0 && tookMs < 90_000, `exit ${code} after ${Math.round(tookMs)} ms`);
      const row = await studio.row(id);
      demand(row.status === "queued" && !wasUncertain(row), row.status);
      await studio.worker.start();
      await studio.until(id, "ready");
      await demandCreates(studio, 1);
      return `the create was finished, exit 0 after ${Math.round(tookMs / 1000)} s, never uncertain`;
    },
  },
];
