import { markAlarmSeen } from "@/lib/studio/alarms/mark-seen";
import { db } from "@/lib/platform/db/client";
import { demand, type FaultCase } from "../fault-case";
import type { FaultStudio } from "../studio";
import { HOUR, MINUTE, travel } from "../time-travel";
import { waitUntil } from "../wait-until";

const DAY = 24 * HOUR;

/** Every alarm of these kinds that was ever raised, as `kind level`. */
async function raised(...kinds: string[]): Promise<string[]> {
  const rows = await db.alarm.findMany({ where: { kind: { in: kinds } }, orderBy: { raisedAt: "asc" } });
  return rows.map(({ kind, level }) => `${kind} ${level}`);
}

/** Lets the studio come to the next point in time, where these alarms are expected. */
async function reach(studio: FaultStudio, byMs: number, kind: string, levels: readonly string[]): Promise<void> {
  await travel(byMs);
  // A worker looks at its clocks when it starts, and every fifteen seconds from then on.
  await studio.worker.kill();
  await studio.worker.start();
  const expected = levels.map((level) => `${kind} ${level}`);
  await waitUntil(
    `alarms: ${expected.join(", ") || "none"}`,
    async () => {
      const seen = await raised(kind);
      demand(seen.length <= expected.length, `raised: ${seen.join(", ")} instead of ${expected.join(", ")}`);
      return seen.length === expected.length && expected.every((one) => seen.includes(one));
    },
    30_000,
    async () => (await raised(kind)).join(", "),
  );
}

/** What an owner is told of, and how often. */
export const alarmCases: readonly FaultCase[] = [
  {
    id: "F56",
    what: "a clip that cannot be saved and an answer that is never found, up to day 15",
    async run(studio) {
      // Links as the provider's page implies them: no signature says when they end, so each is tried for fourteen days.
      await studio.emulator.switches({ signedLinks: false, linkLifeSeconds: (14 * DAY) / 1000 });
      // By its link and by the API's own way to it: otherwise the next try saves it.
      for (const route of ["files.video", "videos.content"] as const)
        await studio.emulator.order({ route, count: null, fault: { kind: "answer", status: 403, headers: {}, body: "" } });
      const unsaved = await studio.press();
      await studio.worker.start();
      await studio.until(unsaved, "saving");
      await studio.emulator.switches({ listLagMs: 30 * DAY });
      await studio.emulator.order({ route: "create", fault: { kind: "drop", when: "after" } });
      const lost = await studio.press();
      await studio.until(lost, "uncertain");

      await reach(studio, 10 * MINUTE, "unsaved", []);
      await reach(studio, 10 * MINUTE, "unsaved", ["notice"]);
      await reach(studio, 15 * MINUTE, "uncertain", ["notice"]);
      await reach(studio, 6 * HOUR, "unsaved", ["notice", "urgent"]);
      await reach(studio, 18 * HOUR, "uncertain", ["notice", "urgent"]);
      await reach(studio, 4.5 * DAY, "uncertain", ["notice", "urgent", "lastCall"]);
      await reach(studio, MINUTE, "unsaved", ["notice", "urgent", "lastCall"]);
      await reach(studio, DAY, "lost", []);
      const isSaving = async (why: string) => demand((await studio.row(unsaved)).status === "saving", why);
      await isSaving("given up before the provider's record of it ends");

      // After a week nobody tells of another link; after two the one that we have is closed, at the provider too.
      await studio.emulator.advance(8 * DAY);
      const { failures } = await studio.row(unsaved);
      await reach(studio, DAY, "lost", []);
      // A worker that was killed in the middle of a try left its lease, which lasts a minute.
      const hasTried = async () => (await studio.row(unsaved)).failures > failures;
      await waitUntil("a try without the provider's record", hasTried, 120_000);
      await isSaving("given up while its link may still open");
      await studio.emulator.advance(7 * DAY);
      await studio.emulator.clearFaults();
      await travel(7 * DAY);
      await studio.until(unsaved, "expired");
      await reach(studio, MINUTE, "lost", ["lastCall"]);
      await reach(studio, 8 * DAY, "lost", ["lastCall"]);
      const all = await raised("unsaved", "uncertain", "lost", "reconcilerBlind");
      demand(new Set(all).size === all.length, `raised more than once: ${all.join(", ")}`);
      demand(all.includes("reconcilerBlind urgent"), "nobody was told that the list does not show what is known");
      const open = async () => (await db.alarm.findMany({ where: { clearedAt: null } })).map(({ kind }) => kind);
      demand(!(await open()).includes("unsaved"), "an alarm outlived its cause");

      const { id } = await db.alarm.findFirstOrThrow({ where: { kind: "lost" } });
      await markAlarmSeen(studio.people[0]!, { id });
      demand(!(await open()).includes("lost"), "seen, and still open");
      const evidence = (await studio.row(unsaved)).events.find(({ event }) => event === "expire")?.detail;
      const kept = ["taskId", "requestHash", "sentAt", "attempts"].filter((name) => JSON.stringify(evidence).includes(name));
      demand(kept.length === 4, `evidence: ${JSON.stringify(evidence)}`);
      return `${all.length} alarms, each once, ended with their cause; given up after day 14 and not before, with its evidence`;
    },
  },
];
