import { loseAllJobs, passTime, preload } from "../case-kit";
import { demand, type FaultCase } from "../fault-case";
import { HOUR, MINUTE, travel } from "../time-travel";

/** Clocks that are wrong. The database's is the one that counts. */
export const clockCases: readonly FaultCase[] = [
  {
    id: "F37",
    what: "the clocks of web and worker are two hours fast, then two hours slow; every job of the queue is lost on the way",
    async run(studio) {
      let sent = 0;
      const took: number[] = [];
      for (const shift of [2 * HOUR, -2 * HOUR]) {
        const life = preload("shift-clock.mjs", { DAILIES_CLOCK_SHIFT_MS: String(shift) });
        await studio.web!.start(life);
        const startedAt = performance.now();
        const ids: string[] = [];
        for (let press = 0; press < 5; press++) {
          const answer = await studio.pressOnPage({ prompt: "emu:running-ms=3000" });
          demand(answer.ok, JSON.stringify(answer));
          ids.push(answer.data.id);
        }
        await loseAllJobs();
        await studio.worker.start(life);
        await studio.until(ids, "ready", 60_000);
        took.push(Math.round((performance.now() - startedAt) / 1000));

        // A create that came to nothing: its grace is a quarter of an hour, whatever this process thinks the time is.
        await studio.emulator.order({ route: "create", fault: { kind: "drop", when: "before" } });
        const lost = await studio.press();
        await studio.until(lost, "uncertain");
        await travel(20_000);
        for (const wait of [1_000, 11 * MINUTE]) await passTime(studio, [lost], wait);
        demand((await studio.row(lost)).status === "uncertain", "called absent before its time");
        await travel(6 * MINUTE);
        await studio.until(lost, "ready");
        sent += 6;
        demand((await studio.emulator.truth()).items.length === sent, "something was bought twice");
        await studio.worker.kill();
        await studio.web!.kill();
      }
      return `5 clips ready after ${took.join(" and ")} s from their rows alone; a grace of 15 min stayed one`;
    },
  },
];
