import "@/lib/testing/database";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { ANSWER_PRESETS, BAD_ID_VARIANTS, DOWNLOAD_VARIANTS, faultSchema } from "@/lib/emulator/faults";
import { describeFailure } from "@/lib/generations/failure";
import {
  ACCEPTED,
  DOWNLOADS,
  ENDED,
  type Fault,
  HARMLESS_DOWNLOADS,
  HELD,
  LOOKS,
  LOST,
  nameOf,
  SLOW_DOWNLOAD,
  UNKNOWN,
  UPLOADS,
} from "./admin-faults";
import { type HurriedStudio, isAccepted, openHurriedStudio } from "./hurried-studio";

let studio: HurriedStudio;
beforeAll(async () => {
  studio = await openHurriedStudio();
});
afterAll(() => studio.stop());
afterEach(() => studio.tidy());

const named = (faults: readonly Fault[]) => faults.map((fault) => [nameOf(fault), fault] as const);
const namedWith = (faults: readonly (readonly [Fault, string])[]) => faults.map(([fault, word]) => [nameOf(fault), word, fault] as const);

/** Presses Generate while the next create call meets this. */
async function pressInto(fault: Fault): Promise<{ id: string; prompt: string }> {
  await studio.emulator.order({ route: "native.create", fault });
  return studio.press(nameOf(fault));
}

async function demandOnePurchase({ id, prompt }: { id: string; prompt: string }, creates = 1): Promise<void> {
  const tasks = await studio.tasksOf(prompt);
  expect(tasks).toHaveLength(1);
  expect((await studio.row(id)).providerTaskId).toBe(tasks[0]!.id);
  expect(await studio.createsOf(prompt)).toBe(creates);
}

it("knows every fault that the admin API can be told", () => {
  const used = [
    ...LOST,
    ...UNKNOWN,
    ...ACCEPTED,
    ...LOOKS,
    ...DOWNLOADS,
    ...HARMLESS_DOWNLOADS,
    SLOW_DOWNLOAD,
    ...[...ENDED, ...HELD, ...UPLOADS].map(([fault]) => fault),
  ];
  expect(new Set(used.map(({ kind }) => kind))).toEqual(new Set(faultSchema.options.map((option) => option.shape.kind.value)));
  const all = JSON.stringify(used);
  for (const word of [...ANSWER_PRESETS, ...BAD_ID_VARIANTS, ...DOWNLOAD_VARIANTS]) expect(all).toContain(`"${word}"`);
});

describe("a create call", { timeout: 60_000 }, () => {
  it.each(named(LOST))("%s: bought once, found again, never sent twice", async (_name, fault) => {
    const pressed = await pressInto(fault);
    const row = await studio.until(pressed.id, isAccepted);
    expect(row.events.map((event) => event.toStatus)).toContain("uncertain");
    await demandOnePurchase(pressed);
  });

  it.each(named(UNKNOWN))("%s: stays uncertain and is not sent again by itself", async (_name, fault) => {
    const { id, prompt } = await pressInto(fault);
    await studio.until(id, { status: "uncertain" });
    for (let look = 0; look < 3; look++) await studio.hurry(id);
    const row = await studio.row(id);
    expect(row).toMatchObject({ status: "uncertain", attempts: [{ state: "uncertain" }] });
    expect(describeFailure(row, [])).toMatchObject({ charged: "unknown" });
    expect([await studio.createsOf(prompt), await studio.tasksOf(prompt)]).toEqual([1, []]);
  });

  it.each(named(ACCEPTED))("%s: is accepted", async (_name, fault) => {
    const pressed = await pressInto(fault);
    const row = await studio.until(pressed.id, isAccepted);
    expect(row.events.map((event) => event.toStatus)).not.toContain("uncertain");
    await demandOnePurchase(pressed);
  });

  it.each(namedWith(ENDED))("%s: ends as %s, not charged", async (_name, errorCode, fault) => {
    const { id, prompt } = await pressInto(fault);
    const row = await studio.until(id, { status: "failed", errorCode });
    expect(describeFailure(row, [])).toMatchObject({ charged: "no", code: errorCode });
    expect(await studio.tasksOf(prompt)).toEqual([]);
  });

  it.each(namedWith(HELD))("%s: keeps its place because of %s, and goes on when that is over", async (_name, waitingFor, fault) => {
    const pressed = await pressInto(fault);
    await studio.until(pressed.id, { status: "waiting", waitingFor });
    await studio.endPauses();
    await studio.until(pressed.id, isAccepted);
    await demandOnePurchase(pressed, 2);
  });
});

describe("a lost answer that cannot be looked up", { timeout: 60_000 }, () => {
  it("stays uncertain while the list does not show it yet, and is found when it does", async () => {
    await studio.emulator.order({ route: "native.list", count: null, fault: { kind: "listLag", ms: 3_600_000 } });
    const pressed = await pressInto({ kind: "drop", when: "after" });
    await studio.until(pressed.id, { status: "uncertain" });
    for (let look = 0; look < 3; look++) await studio.hurry(pressed.id);
    expect(await studio.row(pressed.id)).toMatchObject({ status: "uncertain" });
    await studio.emulator.clearFaults();
    await studio.until(pressed.id, isAccepted);
    await demandOnePurchase(pressed);
  });

  it("is never sent again where the list gives no marker back", async () => {
    await studio.emulator.order({ route: "native.list", count: null, fault: { kind: "silent", fields: ["safety_identifier", "seed"] } });
    const pressed = await pressInto({ kind: "drop", when: "after" });
    await studio.until(pressed.id, (row) => row.status === "uncertain" || isAccepted(row));
    for (let look = 0; look < 3; look++) await studio.hurry(pressed.id);
    await studio.emulator.clearFaults();
    await studio.until(pressed.id, isAccepted);
    await demandOnePurchase(pressed);
  });
});
