import { getEnv } from "@/lib/platform/env";
import { paths } from "@/lib/shared/paths";
import { demandCreates, howAccepted, passTime, wasUncertain } from "../case-kit";
import { untilTasks } from "../emulator-control";
import { demand, type FaultCase } from "../fault-case";
import { openTcpLine } from "../tcp-line";
import { MINUTE, travel } from "../time-travel";
import { pause, waitUntil } from "../wait-until";
import type { Visitor } from "../web-visitor";

/** Lines that break, and lines that go dead without breaking. */
export const lineCases: readonly FaultCase[] = [
  {
    id: "F10",
    what: "the create's line breaks at once; the provider makes the task two minutes after the send",
    async run(studio) {
      const line = await openTcpLine(studio.emulator.origin);
      try {
        await studio.worker.start({ env: { POWERTOKENS_BASE_URL: line.through(studio.emulator.origin) } });
        await studio.control();
        await studio.emulator.order({ route: "create", fault: { kind: "delay", when: "before", ms: 20_000 } });
        const id = await studio.press();
        await studio.until(id, "sending");
        await pause(2_000);
        line.cut();
        await studio.until(id, "uncertain");
        await travel(25_000);
        await passTime(studio, [id], 1_000);
        await passTime(studio, [id], MINUTE);
        demand((await studio.row(id)).status === "uncertain", "called absent before its time");
        demand((await studio.emulator.truth()).items.length === 1, "the case is too slow: the task is there already");
        await travel(20_000);
        await untilTasks(studio.emulator, 2);
        await passTime(studio, [id], 4 * MINUTE);
        await studio.until(id, "ready");
        await demandCreates(studio, 2);
        const row = await studio.row(id);
        demand(wasUncertain(row) && howAccepted(row) === "marker", `found by ${howAccepted(row)}`);
        return "two looks saw nothing and proved nothing; adopted once it was there, one purchase";
      } finally {
        line.close();
      }
    },
  },
  {
    id: "F64",
    what: "every line to the database goes dead without breaking, under the pages and under the worker",
    async run(studio) {
      const line = await openTcpLine(getEnv().databaseUrl);
      try {
        const env = { DATABASE_URL: line.through(getEnv().databaseUrl) };
        await studio.web!.start({ env });
        await studio.worker.start({ env });
        const visitor = await studio.visit(studio.people[0]!);
        const heard = await hear(visitor, paths.api.events(studio.teamSlug));
        try {
          await waitUntil("the stream begins", () => heard.kinds.includes("resync"));
          const before = await studio.pressOnPage();
          demand(before.ok, JSON.stringify(before));
          await studio.until(before.data.id, "ready");
          const resyncs = () => heard.kinds.filter((kind) => kind === "resync").length;
          const resyncsBefore = resyncs();

          line.freeze();
          const frozenAt = performance.now();
          const since = () => Math.round((performance.now() - frozenAt) / 1000);
          // Nobody who listens through the dead line hears of this one.
          const missed = await studio.press();
          await waitUntil(
            "the pages answer again",
            async () => (await visitor.fetch(paths.api.generation(studio.teamSlug, missed))).ok,
            45_000,
          );
          const pagesBack = since();
          await waitUntil("whoever listens is told to ask again", () => resyncs() > resyncsBefore, 45_000);
          const toldBack = since();
          await studio.until(missed, ["sending", "queued", "running", "saving", "ready"], 60_000);
          const workerBack = since();
          demand(Math.max(pagesBack, toldBack, workerBack) <= 30, `pages ${pagesBack} s, events ${toldBack} s, worker ${workerBack} s`);
          await studio.until(missed, "ready", 120_000);
          const after = await studio.pressOnPage();
          demand(after.ok, JSON.stringify(after));
          await studio.until(after.data.id, "ready");
          await demandCreates(studio, 3);
          return `back after: pages ${pagesBack} s, events ${toldBack} s, worker ${workerBack} s; what was missed was asked for again`;
        } finally {
          heard.leave();
        }
      } finally {
        line.close();
      }
    },
  },
];

/** Listens to the events of a team, as an open page does. */
async function hear(visitor: Visitor, path: string): Promise<{ kinds: string[]; leave(): void }> {
  const leave = new AbortController();
  const response = await visitor.fetch(path, { signal: leave.signal });
  const kinds: string[] = [];
  const read = async (): Promise<void> => {
    let text = "";
    for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
      text += chunk;
      const lines = text.split("\n");
      text = lines.pop() ?? "";
      for (const line of lines) if (line.startsWith("data: ")) kinds.push((JSON.parse(line.slice(6)) as { kind: string }).kind);
    }
  };
  // It ends when we leave, or when the server ends it: both show in what was heard.
  void read().catch(() => undefined);
  return { kinds, leave: () => leave.abort() };
}
