import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { faultCases } from "@/e2e/faults/all-cases";
import { runCase, type FaultResult } from "@/e2e/faults/run-cases";
import { openServer } from "@/e2e/faults/server-control";
import { openFaultStudio } from "@/e2e/faults/studio";
import { buildWhenChanged, isBuilt, sourceFingerprint } from "../launch/build";
import { ROOT } from "../launch/child-process";
import { failures } from "../terminal/failures";
import { complain, formatDuration, paints, say, step } from "../terminal/output";
import { runCommand } from "../terminal/run-command";
import { listenForStop, untilAborted } from "../terminal/stop-signal";
import { testEnvironment } from "@/lib/tools/test/run-stages";

/** How a verdict looks. */
const PAINTS = { green: paints.green, red: paints.red, "not run": paints.yellow } as const;

const TABLE_FILE = path.join(ROOT, "docs", "faults.md");
const TABLE_HEAD = `# What each fault came to

Written by \`npm run test:faults -- --markdown\`, which runs the studio as real processes (pages, worker, Postgres, emulator),
breaks it, and judges every case by the emulator's own record of what was bought. The quick ones are part of \`npm test\`.

| Case | Fault | Verdict | Outcome |
| --- | --- | --- | --- |
`;

/**
 * `npm run test:faults [-- --case F02 …] [-- --minutes N]`: breaks a studio of real processes in every way of the
 * plan of faults, and judges each by what was really bought. `--keep` leaves the folder of the run, `--log` shows what
 * the processes of a red case wrote, `--markdown` writes the table of all cases into docs/faults.md, where the rows of a case that did not run stay.
 */
await runCommand(async (args) => {
  const { values } = parseArgs({
    args,
    options: {
      case: { type: "string", multiple: true },
      minutes: { type: "string" },
      keep: { type: "boolean" },
      log: { type: "boolean" },
      markdown: { type: "boolean" },
    },
  });
  const minutes = Number(values.minutes ?? "2");
  if (!(minutes > 0)) throw failures.usage("--minutes takes a number above 0.");
  const wanted = values.case?.map((id) => id.toUpperCase());
  const unknown = wanted?.find((id) => !faultCases.some((fault) => fault.id === id));
  if (unknown) throw failures.usage(`There is no case ${unknown}; there are: ${faultCases.map(({ id }) => id).join(", ")}.`);

  // A person's own key or database stays out of it.
  const clean = testEnvironment(process.env);
  for (const name of Object.keys(process.env)) if (!(name in clean)) delete process.env[name];
  if (!isBuilt(ROOT, sourceFingerprint(ROOT))) {
    await step(
      "Building the pages (about half a minute)",
      () => buildWhenChanged(),
      () => "Built the pages",
    );
  }
  const stopping = listenForStop(() => complain("Cut off: processes of the run may be left."));
  const interruption = untilAborted(stopping).then(() => stopping.throwIfAborted());
  const folder = mkdtempSync(path.join(tmpdir(), "dailies-faults-"));
  const server = await openServer(path.join(folder, "postgres"));
  const results: FaultResult[] = [];
  try {
    const studio = await openFaultStudio({ databaseUrl: server.url, folder, server, hasPages: true });
    try {
      for (const fault of faultCases.filter(({ id }) => !wanted || wanted.includes(id))) {
        const result = await Promise.race([runCase(studio, fault, { minutes }), interruption]);
        if (!result) break;
        results.push(result);
        say(formatResult(result));
        if (values.log && result.verdict === "red") say(`${studio.worker.log()}\n${studio.web?.log() ?? ""}`);
      }
    } finally {
      await studio.stop();
    }
  } finally {
    await server.discard();
    if (!values.keep) rmSync(folder, { recursive: true, force: true });
    // The case that was interrupted goes on waiting for something that will never be.
    if (stopping.aborted) process.exit(130);
  }
  if (values.markdown) writeTable(results);
  const count = (verdict: FaultResult["verdict"]): number => results.filter((result) => result.verdict === verdict).length;
  say(`\n${count("green")} green, ${count("red")} red, ${count("not run")} not run`);
  return count("red") === 0 ? 0 : 1;
});

function formatResult({ id, what, outcome, verdict, tookMs }: FaultResult): string {
  const head = `${PAINTS[verdict](verdict.padEnd(7))} ${id.padEnd(4)} ${what}`;
  return `${head}\n             ${verdict === "red" ? paints.red(outcome) : outcome} ${paints.quiet(`(${formatDuration(tookMs)})`)}`;
}

/** One row a case, in the order of their numbers; a run of some cases leaves the rows of the others as they are. */
function writeTable(results: readonly FaultResult[]): void {
  const cell = (text: string): string => text.replaceAll("|", "\\|").replaceAll("\n", " ");
  const kept = existsSync(TABLE_FILE) ? readFileSync(TABLE_FILE, "utf8").matchAll(/^\| (F\w+) .*$/gm) : [];
  const rows = new Map([...kept].map(([row, id]) => [id!, row]));
  for (const { id, what, outcome, verdict } of results) rows.set(id, `| ${id} | ${cell(what)} | ${verdict} | ${cell(outcome)} |`);
  const known = faultCases.flatMap(({ id }) => rows.get(id) ?? []);
  writeFileSync(TABLE_FILE, `${TABLE_HEAD}${known.join("\n")}\n`);
}
