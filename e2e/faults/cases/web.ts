import type { Actor } from "@/lib/access/callers/actor";
import { newId } from "@/lib/shared/ids";
import { paths } from "@/lib/shared/paths";
import { sendParts } from "@/lib/testing/send-parts";
import { demandCreates, pressUntilAnswered } from "../case-kit";
import { demand, type FaultCase } from "../fault-case";
import { holdTable } from "../hold-table";
import type { FaultStudio } from "../studio";
import { pause, waitUntil } from "../wait-until";

/** Presses, and while the request stands at this table, kills the web process; then presses again with the same key. */
async function killAt(studio: FaultStudio, table: string, mode: "EXCLUSIVE" | "ACCESS EXCLUSIVE"): Promise<number> {
  const web = studio.web!;
  const press = { prompt: `killed at ${table}` };
  const options = { key: newId(), actor: studio.people[0]! };
  await studio.visit(options.actor);
  const before = (await studio.rows()).length;
  const held = await holdTable(table, mode);
  const first = studio.pressOnPage(press, options).then(
    () => "answered",
    () => "no answer",
  );
  await held.untilSomebodyWaits();
  await web.kill();
  await held.release();
  demand((await first) === "no answer", "the first press was answered");
  // The server's side of a killed client ends its transaction when it notices.
  await pause(500);
  const left = (await studio.rows()).length - before;
  await web.start();
  for (let retry = 0; retry < 2; retry++) {
    const answer = await studio.pressOnPage(press, options);
    demand(answer.ok, `the press after the kill was answered ${JSON.stringify(answer)}`);
  }
  demand((await studio.rows()).length === before + 1, "the retried press made another generation");
  return left;
}

/** Whatever happens between a browser and the worker. */
export const webCases: readonly FaultCase[] = [
  {
    id: "F16",
    what: "20 presses at once with one key",
    isQuick: true,
    async run(studio) {
      await studio.web?.start();
      const actor = studio.people[0]!;
      if (studio.web) await studio.visit(actor);
      const key = newId();
      const answers = await Promise.all(Array.from({ length: 20 }, () => studio.pressOnPage({ prompt: "once" }, { key, actor })));
      const ids = new Set(answers.map((answer) => (answer.ok ? answer.data.id : answer.error.code)));
      demand(ids.size === 1, `answered with ${[...ids].join(", ")}`);
      demand((await studio.rows()).length === 1, `${(await studio.rows()).length} generations`);
      await studio.worker.start();
      await studio.until([...ids][0]!, "ready");
      await demandCreates(studio, 1);
      return `one generation, 20 equal answers${studio.web ? " over HTTP" : ""}, one purchase`;
    },
  },
  {
    id: "F17",
    what: "the same key with another prompt",
    isQuick: true,
    async run(studio) {
      await studio.web?.start();
      const actor = studio.people[0]!;
      const key = newId();
      await studio.pressOnPage({ prompt: "first" }, { key, actor });
      const answer = await studio.pressOnPage({ prompt: "second" }, { key, actor });
      demand(!answer.ok && answer.error.code === "idempotency-mismatch", `answered ${JSON.stringify(answer)}`);
      const rows = await studio.rows();
      demand(rows.length === 1 && rows[0]!.prompt === "first", "it left something behind");
      return "refused, nothing changed";
    },
  },
  {
    id: "F18",
    what: "kill -9 of the web process in the middle of a press: before its commit, after it, and 5 times at random under 3 people",
    async run(studio) {
      const web = studio.web!;
      await web.start();
      demand((await killAt(studio, "generation_events", "EXCLUSIVE")) === 0, "half a press was kept");
      demand((await killAt(studio, "files", "ACCESS EXCLUSIVE")) === 1, "the commit before the kill is gone");
      await studio.worker.start();
      for (const actor of studio.people) await studio.visit(actor);
      const presses: Promise<string>[] = [];
      for (let kill = 0; kill < 5; kill++) {
        for (const actor of studio.people.slice(0, 3))
          presses.push(pressUntilAnswered(studio, { prompt: `kill ${kill}` }, { key: newId(), actor }));
        await pause(20 + Math.random() * 120);
        await web.kill();
        await web.start();
      }
      const ids = await Promise.all(presses);
      demand(new Set(ids).size === 15 && (await studio.rows()).length === 17, `${(await studio.rows()).length} generations for 17 presses`);
      await studio.until(ids, "ready", 180_000);
      await waitUntil("all are ready", async () => (await studio.rows()).every((row) => row.status === "ready"));
      await demandCreates(studio, 17);
      return "nothing of a press before its commit, all of it after; 17 presses answered with 17 generations, 17 purchases";
    },
  },
  {
    id: "F73",
    what: "a web process that may open 128 files; 200 event streams and 20 uploads at once",
    async run(studio) {
      const web = studio.web!;
      await web.start({ wrap: ["sh", "-c", 'ulimit -n 128; exec "$@"', "sh"] });
      await studio.worker.start();
      const { pid } = web;
      const visitors = await Promise.all(studio.people.map((actor) => studio.visit(actor)));
      const leave = new AbortController();
      const settle = (request: Promise<Response>): Promise<string> => request.then(({ status }) => String(status)).catch(() => "cut");
      const streams = Array.from({ length: 200 }, (_, index) =>
        settle(visitors[index % 8]!.fetch(paths.api.events(studio.teamSlug), { signal: leave.signal })),
      );
      const uploads = Array.from({ length: 20 }, (_, index) => settle(upload(studio, studio.people[index % 8]!, 300_000 + index)));
      const answers = tally(await Promise.all(uploads));
      const opened = tally(await Promise.all(streams));
      demand(!Object.keys({ ...opened, ...answers }).some((status) => status === "500"), `${words(opened)} | ${words(answers)}`);
      leave.abort();
      await waitUntil("it is well again", async () => (await web.health()).status === 200, 30_000);
      demand(web.pid === pid, "it is another process");
      // What still waited in the line of new connections takes its files first: a press may be turned away once more, and is pressed again.
      const id = await pressUntilAnswered(studio, { prompt: "well again" }, { key: newId(), actor: studio.people[0]! });
      await studio.until(id, "ready");
      return `streams: ${words(opened)}; uploads: ${words(answers)}; the same process was well again when they had left`;
    },
  },
];

const tally = (values: readonly string[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
};
const words = (counts: Record<string, number>): string =>
  Object.entries(counts)
    .map(([what, count]) => `${count} × ${what}`)
    .join(", ");

/** A picture's bytes on their way in; that they are none is found out at the end. */
async function upload(studio: FaultStudio, actor: Actor, sizeBytes: number): Promise<Response> {
  const visitor = await studio.visit(actor);
  const ticket = await visitor.act<{ uploadUrl: string }>("requestUploadAction", studio.page, [
    studio.teamSlug,
    { name: "picture.png", mimeType: "image/png", sizeBytes },
  ]);
  if (!ticket.ok) return new Response(null, { status: 429 });
  return sendParts(visitor.fetch, ticket.data.uploadUrl, Buffer.alloc(sizeBytes, 7));
}
