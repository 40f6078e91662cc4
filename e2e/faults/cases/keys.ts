import { db } from "@/lib/platform/db/client";
import type { FidelitySwitches } from "@/lib/emulator/settings";
import { demand, type FaultCase } from "../fault-case";
import type { FaultStudio } from "../studio";
import { HOUR, MINUTE, travel } from "../time-travel";
import { waitUntil } from "../wait-until";

/** A clip that is paid for, and finished only when the case says so. */
const LONG = { prompt: "emu:running-ms=86400000" };

const isOpen = async (kind: string): Promise<boolean> => (await db.alarm.count({ where: { kind, clearedAt: null } })) > 0;

/** An alarm comes with the next round, every fifteen seconds. */
const untilAlarm = (kind: string, isExpected: boolean): Promise<unknown> =>
  waitUntil(`${kind} is ${isExpected ? "raised" : "over"}`, async () => (await isOpen(kind)) === isExpected, 60_000);

async function untilWaiting(studio: FaultStudio, id: string, reason: string): Promise<void> {
  await waitUntil(
    `it waits for ${reason}`,
    async () => (await studio.row(id)).waitingFor === reason,
    60_000,
    async () => {
      const { status, waitingFor } = await studio.row(id);
      return `${status} ${waitingFor}`;
    },
  );
}

/** A clip is made while its key is refused on reads too; it is told of, and kept as soon as the key works again. */
async function paidBehindKey(
  studio: FaultStudio,
  reason: "keyExpired" | "keyLimit",
  refused: Partial<FidelitySwitches>,
  mend: () => Promise<void>,
): Promise<void> {
  const before = (await studio.emulator.truth()).items.length;
  const paid = await studio.press(LONG);
  await studio.until(paid, "running");
  await studio.emulator.switches(refused);
  await studio.emulator.decide((await studio.row(paid)).providerTaskId!, "succeeded");
  const next = await studio.press();
  await untilWaiting(studio, next, reason);
  await travel(MINUTE);
  await untilAlarm("paidBehindKey", true);
  demand((await studio.row(paid)).status === "running", `${(await studio.row(paid)).status} although nobody could ask`);
  await mend();
  await travel(6 * MINUTE);
  await studio.until([paid, next], "ready");
  await untilAlarm("paidBehindKey", false);
  const sold = (await studio.emulator.truth()).items.length - before;
  demand(sold === 2, `${sold} tasks for two clips`);
}

/** A key that works no more while clips wait behind it. */
export const keyCases: readonly FaultCase[] = [
  {
    id: "F85",
    what: "the key is past its end, then at its limit until that resets, while paid clips wait behind it",
    async run(studio) {
      await studio.worker.start();
      await paidBehindKey(studio, "keyExpired", { keyState: "expired" }, () => studio.emulator.switches({ keyState: "good" }));
      const keyResetsAt = new Date((await studio.emulator.now()) + HOUR).toISOString();
      await paidBehindKey(studio, "keyLimit", { keyState: "limit", keyResetsAt }, () => studio.emulator.advance(HOUR));
      return "both told apart, an alarm for the clips behind the key, kept as soon as it worked again, each bought once";
    },
  },
  {
    id: "F86",
    what: "no Credits left while a paid clip runs",
    async run(studio) {
      await studio.worker.start();
      const paid = await studio.press(LONG);
      await studio.until(paid, "running");
      await studio.emulator.order({ route: "create", count: null, fault: { kind: "answer", preset: "balance" } });
      const next = await studio.press();
      await untilWaiting(studio, next, "balance");
      await studio.emulator.decide((await studio.row(paid)).providerTaskId!, "succeeded");
      await travel(MINUTE);
      await studio.until(paid, "ready");
      await untilAlarm("providerBalance", true);
      demand(!(await isOpen("paidBehindKey")), "an alarm for clips that are not behind anything");
      await studio.emulator.clearFaults();
      await travel(6 * MINUTE);
      await studio.until(next, "ready");
      await untilAlarm("providerBalance", false);
      demand((await studio.emulator.truth()).items.length === 2, "not two tasks");
      return "the paid clip was kept all the same; the next waited and went by itself once there was credit";
    },
  },
];
