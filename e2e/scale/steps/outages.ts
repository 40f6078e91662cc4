import { demand } from "../../faults/fault-case";
import { pause } from "../../faults/wait-until";
import type { ScaleStep } from "../scale-step";
import type { ScaleStudio } from "../scale-studio";

/** Eight people press so many times each while `break_` does its work. @returns the ids */
async function pressThrough(studio: ScaleStudio, each: number, break_: () => Promise<void> | void): Promise<string[]> {
  const visitors = await Promise.all(Array.from({ length: 8 }, (_, person) => studio.visit(person)));
  const pressing = visitors.map(async (visitor) => {
    const ids: string[] = [];
    for (let take = 0; take < each; take++) ids.push(await studio.press(visitor, { prompt: `while something is away ${take}` }));
    return ids;
  });
  await break_();
  return (await Promise.all(pressing)).flat();
}

export const databaseRestarts: ScaleStep = {
  name: "database",
  about: "PostgreSQL ends at once and comes back, twice, while people press",
  async run(studio) {
    const before = studio.unanswered;
    const ids = await pressThrough(studio, 4, async () => {
      studio.postgres.restart();
      await pause(1_500);
      studio.postgres.restart();
    });
    await studio.untilReady(ids);
    const dead = studio.machines.filter((machine) => !machine.isAlive());
    demand(dead.length === 0, `${dead.map(({ name }) => name).join(", ")} did not outlive it`);
    return `${ids.length} pressed, ${ids.length} ready; ${studio.unanswered - before} calls said "not right now" and were made again; all processes outlived it`;
  },
};

export const bucketAway: ScaleStep = {
  name: "bucket",
  about: "nobody answers at the bucket for a while, while people press",
  async run(studio, { awaySeconds }) {
    studio.bucket.setAway(true);
    const ids = await pressThrough(studio, 2, () => pause(awaySeconds * 1_000));
    const visitor = await studio.visit(0);
    const ready = await visitor.fetch("/api/health/ready");
    const live = await visitor.fetch("/api/health/live");
    demand(ready.status === 503 && live.status === 200, `ready was answered ${ready.status}, live ${live.status}`);
    studio.bucket.setAway(false);
    const backAt = performance.now();
    await studio.untilReady(ids);
    return `away for ${awaySeconds} s: ${ids.length} pressed and sent meanwhile, all ready ${Math.round((performance.now() - backAt) / 1000)} s after it was back`;
  },
};
