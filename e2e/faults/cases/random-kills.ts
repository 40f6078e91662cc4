import { submitAgain } from "@/lib/generations/asking/resolve-uncertain";
import { db } from "@/lib/platform/db/client";
import { newId } from "@/lib/shared/ids";
import { pressUntilAnswered, wasUncertain } from "../case-kit";
import { demand, type FaultCase } from "../fault-case";
import type { FaultStudio } from "../studio";
import { travel } from "../time-travel";
import { pause, waitUntil } from "../wait-until";

/** Of a hundred creates: 5 fail before the work, 7 are made and dropped, 5 made and 502, 3 made and cut short. */
const MISHAPS = [
  { share: 0.05, fault: { kind: "answer", when: "before", preset: "serverError" } },
  { share: 0.07, fault: { kind: "drop", when: "after" } },
  { share: 0.05, fault: { kind: "answer", when: "after", preset: "badGatewayHtml" } },
  { share: 0.03, fault: { kind: "truncatedJson" } },
] as const;

/** Whom it hits, of a hundred kills. Each is started again at once. */
const VICTIMS = [
  { name: "worker", share: 0.55 },
  { name: "web", share: 0.2 },
  { name: "emulator", share: 0.15 },
  { name: "database", share: 0.1 },
] as const;
type Victim = (typeof VICTIMS)[number]["name"];

const PER_MINUTE = 20;
/** Presses come in over this part of the time, so that kills meet them at every stage. */
const PRESSING_SHARE = 0.6;

function drawn<T extends { share: number }>(from: readonly T[]): T | undefined {
  let draw = Math.random();
  return from.find(({ share }) => (draw -= share) < 0);
}

/** Mishaps for the next creates; an emulator that was killed has forgotten those that it was told of before. */
async function orderMishaps(studio: FaultStudio, creates: number): Promise<void> {
  await studio.emulator.clearFaults();
  for (let skip = 0; skip < creates; skip++) {
    const mishap = drawn(MISHAPS);
    if (mishap) await studio.emulator.order({ route: "create", skip, fault: mishap.fault });
  }
}

/** As the launcher does with whatever has ended. */
function startAgain(studio: FaultStudio): void {
  if (!studio.worker.isAlive()) studio.worker.launch({ mayFailToStart: true });
  if (!studio.web!.isAlive()) studio.web!.launch();
}

async function strike(studio: FaultStudio, victim: Victim, count: number): Promise<void> {
  switch (victim) {
    case "worker":
      await studio.worker.kill();
      return startAgain(studio);
    case "web":
      await studio.web!.kill();
      return startAgain(studio);
    case "emulator":
      await studio.emulatorProcess.kill();
      await studio.emulatorProcess.start();
      return orderMishaps(studio, count);
    case "database":
      studio.server!.kill();
      await pause(500);
      await studio.server!.restart();
  }
}

async function randomKills(studio: FaultStudio, { minutes }: { minutes: number }): Promise<string> {
  const count = Math.max(10, Math.round(PER_MINUTE * minutes));
  const web = studio.web!;
  await web.start();
  for (const actor of studio.people) await studio.visit(actor);
  await studio.worker.start();
  const control = await studio.control();
  await orderMishaps(studio, count);

  const endsAt = Date.now() + minutes * 60_000;
  const gapMs = (minutes * 60_000 * PRESSING_SHARE) / count;
  const answered: string[] = [];
  const failed: unknown[] = [];
  const pressing = (async () => {
    const presses: Promise<unknown>[] = [];
    for (let index = 0; index < count; index++) {
      const actor = studio.people[index % studio.people.length]!;
      const press = pressUntilAnswered(studio, { prompt: `take ${index}` }, { key: newId(), actor });
      presses.push(press.then((id) => answered.push(id)).catch((error: unknown) => failed.push(error)));
      await pause(gapMs);
    }
    await Promise.all(presses);
  })();

  const kills: Record<Victim, number> = { worker: 0, web: 0, emulator: 0, database: 0 };
  const readyNow = (): Promise<number> => db.generation.count({ where: { status: "ready", id: { not: control } } });
  while (Date.now() < endsAt) {
    // Most live long enough to do something; some die while they start.
    if (Math.random() < 0.85) await studio.worker.untilReady();
    await pause(900 + Math.random() * 1_600);
    startAgain(studio);
    const victim = drawn(VICTIMS)?.name ?? "worker";
    await strike(studio, victim, count);
    kills[victim]++;
    if (answered.length === count && (await readyNow().catch(() => 0)) === count) break;
    // Nobody is alive to hold the lease of a dead worker; it is free again a little sooner.
    if (victim === "worker") await travel(45_000).catch(() => undefined);
  }

  // No more kills: whatever is left over gets its time, its looks and, where it was proven absent, its second send.
  await waitUntil("the worker works", async () => {
    startAgain(studio);
    await studio.worker.untilReady();
    return studio.worker.isAlive();
  });
  await pressing;
  demand(failed.length === 0, `${failed.length} presses were refused: ${String(failed[0])}`);
  await settleDown(studio, control, count);
  const again = await decide(studio);
  if (again > 0) await settleDown(studio, control, count);

  const rows = (await studio.rows()).filter((row) => row.id !== control);
  const { items } = await studio.emulator.truth();
  const ready = rows.filter((row) => row.status === "ready").length;
  const bought = items.length - 1;
  const others = rows
    .filter((row) => row.status !== "ready")
    .map(({ status, attempts }) => `${status} ${attempts.map(({ state }) => state).join("+")}`);
  demand(
    new Set(answered).size === count && rows.length === count + again && ready === count && bought === count && others.length === again,
    `${count} pressed, ${new Set(answered).size} answered, ${rows.length} generations, ${ready} ready, ${bought} bought, else ${others.join(" ")}`,
  );
  const uncertain = rows.filter(wasUncertain).length;
  const resent = rows.filter((row) => row.attempts.some(({ state }) => state === "absent")).length;
  const all = Object.values(kills).reduce((sum, each) => sum + each, 0);
  return (
    `${count} pressed over HTTP, ${all} kills (worker ${kills.worker}, web ${kills.web}, emulator ${kills.emulator}, database ${kills.database}), ` +
    `${uncertain} uncertain on the way, ${resent} proven absent and sent once more, ${again} lost twice and sent again on a person's word: ` +
    `${ready} videos, ${bought} purchases, none stranded`
  );
}

/** Lets time pass until all are ready, or until nothing changes any more. */
async function settleDown(studio: FaultStudio, control: string, count: number): Promise<void> {
  const statesNow = async (): Promise<string> =>
    (await db.generation.groupBy({ by: ["status"], where: { id: { not: control } }, _count: true }))
      .map((group) => `${group.status} ${group._count}`)
      .sort()
      .join();
  let states = await statesNow();
  for (let idleRounds = 0; idleRounds < 12 && !states.includes(`ready ${count}`);) {
    await pause(4_000);
    await travel(150_000);
    const before = states;
    states = await statesNow();
    idleRounds = states === before ? idleRounds + 1 : 0;
  }
}

/**
 * A create that came to nothing twice is not sent a third time by itself: then the owner looks at the provider, finds
 * nothing, and has it sent again; the old card says so. @returns of how many that was true
 */
async function decide(studio: FaultStudio): Promise<number> {
  const owner = studio.people[0]!;
  const markers = new Set((await studio.emulator.truth()).items.map((task) => task.safetyIdentifier));
  const lost = (await studio.rows()).filter(
    ({ status, attempts }) =>
      status === "uncertain" && attempts.some(({ state }) => state === "absent") && attempts.every(({ marker }) => !markers.has(marker)),
  );
  for (const { id } of lost) await submitAgain(owner, { id, asId: newId(), mayChargeTwice: true });
  return lost.length;
}

export const randomKillCases: readonly FaultCase[] = [
  {
    id: "F77",
    what: "kill -9 of worker, web, emulator and database at random, every 0.9 to 2.5 s, while 20 % of the creates go wrong",
    run: randomKills,
  },
];
