import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { faultCases } from "@/lib/faults/all-cases";
import { runCase, type FaultResult } from "@/lib/faults/run-cases";
import { openServer } from "@/lib/faults/server-control";
import { openFaultStudio } from "@/lib/faults/studio";
import { failures } from "./failures";
import { formatDuration, paints, say } from "./output";
import { runCommand } from "./run-command";
import { testEnvironment } from "./test/run-stages";

/**
 * `npm run test:faults [-- --case F02 …] [-- --minutes N]`: breaks a studio of real processes in every way of the
 * plan of faults, and judges each by what was really bought. `--keep` leaves the folder of the run.
 */
await runCommand(async (args) => {
  const { values } = parseArgs({
    args,
    options: { case: { type: "string", multiple: true }, minutes: { type: "string" }, keep: { type: "boolean" }, log: { type: "boolean" } },
  });
  const minutes = Number(values.minutes ?? "2");
  if (!(minutes > 0)) throw failures.usage("--minutes takes a number above 0.");
  const wanted = values.case?.map((id) => id.toUpperCase());
  const unknown = wanted?.find((id) => !faultCases.some((fault) => fault.id === id));
  if (unknown) throw failures.usage(`There is no case ${unknown}; there are: ${faultCases.map(({ id }) => id).join(", ")}.`);

  // A person's own key or database stays out of it.
  const clean = testEnvironment(process.env);
  for (const name of Object.keys(process.env)) if (!(name in clean)) delete process.env[name];
  const folder = mkdtempSync(path.join(tmpdir(), "dailies-faults-"));
  const server = await openServer(path.join(folder, "postgres"));
  const results: FaultResult[] = [];
  try {
    const studio = await openFaultStudio({ databaseUrl: server.url, folder, server });
    try {
      for (const fault of faultCases.filter(({ id }) => !wanted || wanted.includes(id))) {
        const result = await runCase(studio, fault, { minutes });
        results.push(result);
        say(formatResult(result));
        if (values.log && !result.isGreen) say(studio.worker.log());
      }
    } finally {
      await studio.stop();
    }
  } finally {
    await server.discard();
    if (!values.keep) rmSync(folder, { recursive: true, force: true });
  }
  const red = results.filter((result) => !result.isGreen);
  say(`\n${results.length - red.length} green, ${red.length} red`);
  return red.length === 0 ? 0 : 1;
});

function formatResult({ id, what, outcome, isGreen, tookMs }: FaultResult): string {
  const head = `${isGreen ? paints.green("green") : paints.red("red  ")}  ${id.padEnd(4)} ${what}`;
  return `${head}\n             ${isGreen ? outcome : paints.red(outcome)} ${paints.quiet(`(${formatDuration(tookMs)})`)}`;
}
