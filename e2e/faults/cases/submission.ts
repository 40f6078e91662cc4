import { linkTask } from "@/lib/generations/asking/resolve-uncertain";
import { demandCreates, detailOf, dieAt, howAccepted, lookSoon, outliveLease, passTime, sellToOthers, wasUncertain } from "../case-kit";
import { untilTasks } from "../emulator-control";
import { demand, type FaultCase } from "../fault-case";
import type { FaultStudio } from "../studio";
import { HOUR, MINUTE, travel } from "../time-travel";

/** The same death, with a provider that gives no markers back: nothing can be proven, and a person is asked. */
async function lostUnprovably(studio: FaultStudio): Promise<string> {
  await studio.worker.kill();
  await studio.reset();
  await studio.emulator.switches({ echoSafetyIdentifier: false, echoSeed: false });
  await studio.worker.start();
  await studio.control();
  await studio.worker.kill();
  const id = await studio.press();
  studio.worker.launch(dieAt("intent.after_commit"));
  await studio.worker.untilDead();
  await studio.worker.start();
  await outliveLease(studio, [id]);
  for (const wait of [1_000, 11 * MINUTE, 6 * MINUTE, HOUR]) await passTime(studio, [id], wait);
  demand((await studio.row(id)).status === "uncertain", "sent again without proof");
  await demandCreates(studio, 1);
  return "flagged, not sent again";
}

/** Whatever becomes of a create call. */
export const submissionCases: readonly FaultCase[] = [
  {
    id: "F01",
    what: "kill -9 after the intent is committed, before anything is sent",
    async run(studio) {
      await studio.worker.start();
      await studio.control();
      await studio.worker.kill();
      const id = await studio.press();
      studio.worker.launch(dieAt("intent.after_commit"));
      await studio.worker.untilDead();
      await demandCreates(studio, 1);
      await studio.worker.start();
      await outliveLease(studio, [id]);
      await passTime(studio, [id], 1_000);
      await passTime(studio, [id], 11 * MINUTE);
      demand((await studio.row(id)).status === "uncertain", "called absent before a quarter of an hour had passed");
      await demandCreates(studio, 1);
      await travel(6 * MINUTE);
      await studio.until(id, "ready");
      await demandCreates(studio, 2);
      const flagged = await lostUnprovably(studio);
      return `uncertain, proven absent, sent once more by itself, ready; where markers do not come back: ${flagged}`;
    },
  },
  {
    id: "F02",
    what: "kill -9 while the create is on its way; the provider makes the task",
    isQuick: true,
    async run(studio) {
      await studio.emulator.order({ route: "create", fault: { kind: "delay", when: "after", ms: 20_000 } });
      const id = await studio.press();
      await studio.worker.start();
      await untilTasks(studio.emulator, 1);
      await studio.worker.kill();
      await studio.worker.start();
      await outliveLease(studio, [id]);
      await studio.until(id, "ready");
      await demandCreates(studio, 1);
      const row = await studio.row(id);
      demand(wasUncertain(row) && howAccepted(row) === "marker", `found by ${howAccepted(row)}`);
      return "uncertain, found by its marker, ready";
    },
  },
  {
    id: "F04",
    what: "kill -9 after the journal is written, before the database is told",
    isQuick: true,
    async run(studio) {
      const id = await studio.press();
      studio.worker.launch(dieAt("ack.after_journal"));
      await studio.worker.untilDead();
      await studio.worker.start();
      await studio.until(id, "ready");
      await demandCreates(studio, 1);
      const row = await studio.row(id);
      demand(!wasUncertain(row) && howAccepted(row) === "journal", `known by ${howAccepted(row)}`);
      return "journal replayed at the start, never uncertain";
    },
  },
  {
    id: "F05",
    what: "task made, then the connection is reset",
    async run(studio) {
      await studio.emulator.order({ route: "create", fault: { kind: "drop", when: "after" } });
      const id = await studio.press();
      await studio.worker.start();
      await studio.until(id, "uncertain");
      await lookSoon();
      await studio.until(id, "ready");
      await demandCreates(studio, 1);
      return "uncertain, found, ready; one POST";
    },
  },
  {
    id: "F07",
    what: "task made, the JSON of the answer is cut short",
    async run(studio) {
      await studio.emulator.order({ route: "create", fault: { kind: "truncatedJson" } });
      const id = await studio.press();
      await studio.worker.start();
      await studio.until(id, "uncertain");
      await lookSoon();
      await studio.until(id, "ready");
      await demandCreates(studio, 1);
      return "uncertain, found, ready; one POST";
    },
  },
  {
    id: "F08",
    what: "200 with an id that is missing, null, a number, a path, 300 characters",
    async run(studio) {
      const variants = ["missing", "null", "number", "path", "long"] as const;
      for (const [skip, variant] of variants.entries())
        await studio.emulator.order({ route: "create", skip, fault: { kind: "badId", variant } });
      const ids = await studio.pressMany(variants.length);
      await studio.worker.start();
      await studio.until(ids, "uncertain");
      await lookSoon();
      await studio.until(ids, "ready");
      await demandCreates(studio, variants.length);
      const paths = (await studio.emulator.requests()).map((request) => request.path);
      demand(
        !paths.some((path) => /\.\.|xxx|\/tasks\/(?:42|null|undefined)?$/.test(path.replace(/\/tasks$/, ""))),
        "a spoilt id went into an address",
      );
      return "5 × uncertain, 5 × found, 5 × ready; no spoilt id in any address";
    },
  },
  {
    id: "F13",
    what: "400 with code and message",
    async run(studio) {
      const id = await studio.press({ prompt: "emu:refuse-text" });
      await studio.worker.start();
      await studio.until(id, "refused");
      await travel(HOUR);
      await studio.control();
      await demandCreates(studio, 2);
      const row = await studio.row(id);
      demand(row.errorCode === "inputText" && JSON.stringify(row.errorDetail).includes("message"), `kept as ${row.errorCode}`);
      return "refused with its reason; one POST, never again";
    },
  },
  {
    id: "F19",
    what: "markers do not come back; two different prompts lose their answers in one minute",
    async run(studio) {
      await studio.emulator.switches({ echoSafetyIdentifier: false, echoSeed: false });
      await studio.emulator.order({ route: "create", count: 2, fault: { kind: "drop", when: "after" } });
      const [actor] = studio.people;
      const ids = [await studio.press({ prompt: "north" }, { actor: actor! }), await studio.press({ prompt: "south" }, { actor: actor! })];
      await studio.worker.start();
      await studio.until(ids, "uncertain");
      await passTime(studio, ids, 20_000);
      await passTime(studio, ids, MINUTE);
      for (const id of ids) {
        const { candidates } = await detailOf(studio, id);
        demand(Array.isArray(candidates) && candidates.length === 2, `candidates: ${JSON.stringify(candidates)}`);
      }
      demand(
        (await studio.rows()).every((row) => row.status === "uncertain"),
        "one of them was guessed",
      );
      const { items } = await studio.emulator.truth();
      for (const id of ids) {
        const { prompt } = await studio.row(id);
        await linkTask(actor!, { id, taskId: items.find((task) => task.prompt === prompt)!.id });
      }
      await studio.until(ids, "ready");
      await demandCreates(studio, 2);
      return "both flagged with both candidates, no guess; after a person linked them, ready";
    },
  },
  {
    id: "F20",
    what: "4 uncertain that all exist, and a list that shows nothing, not even what we know",
    async run(studio) {
      await studio.worker.start();
      await studio.control();
      // One that is found by its marker: from here on the list is known to give markers back.
      await studio.emulator.order({ route: "create", fault: { kind: "drop", when: "after" } });
      const first = await studio.press();
      await studio.until(first, "uncertain");
      await lookSoon();
      await studio.until(first, "ready");
      await studio.emulator.switches({ listLagMs: 24 * HOUR });
      await studio.emulator.order({ route: "create", count: 4, fault: { kind: "drop", when: "after" } });
      const ids = await studio.pressMany(4);
      await studio.until(ids, "uncertain");
      for (const wait of [20_000, MINUTE, 5 * MINUTE, 12 * MINUTE, HOUR, HOUR]) await passTime(studio, ids, wait);
      demand((await studio.rows()).filter((row) => row.status === "uncertain").length === 4, "one of them was called absent");
      await demandCreates(studio, 6);
      const alarms = studio.worker.countLines("the list does not show what we know to exist");
      demand(alarms === 4, `${alarms} alarms about a blind reconciler instead of 4`);
      await studio.emulator.switches({ listLagMs: 0 });
      await travel(HOUR);
      await studio.until(ids, "ready");
      return "none absent, none sent again, blindness told at the third look; all found when the list was back";
    },
  },
  {
    id: "F22",
    what: "520 tasks of others before ours, more inserted while the list is read",
    async run(studio) {
      await studio.worker.start();
      await studio.control();
      await studio.emulator.order({ route: "create", fault: { kind: "drop", when: "after" } });
      const id = await studio.press();
      await studio.until(id, "uncertain");
      await sellToOthers(studio, 520);
      await studio.emulator.order({ route: "native.list", count: 2, fault: { kind: "delay", when: "before", ms: 1_500 } });
      await lookSoon();
      await sellToOthers(studio, 20);
      await studio.until(id, "ready");
      demand((await studio.rows()).length === 2, "something of others became ours");
      return "found on the second page, nothing of others adopted";
    },
  },
  {
    id: "F23",
    what: "40 tasks of others, of the same shape, and ours was never made",
    async run(studio) {
      await studio.worker.start();
      await studio.control();
      await studio.emulator.order({ route: "create", fault: { kind: "drop", when: "before" } });
      const id = await studio.press();
      await studio.until(id, "uncertain");
      await sellToOthers(studio, 40);
      for (const wait of [20_000, MINUTE, 5 * MINUTE]) await passTime(studio, [id], wait);
      demand((await studio.row(id)).status === "uncertain", "one of somebody else's was adopted");
      await travel(12 * MINUTE);
      await studio.until(id, "ready");
      demand((await studio.rows()).length === 2, "something of others became ours");
      return "nothing adopted; proven absent, sent once more, ready";
    },
  },
];
