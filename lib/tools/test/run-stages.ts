import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { failures } from "@/lib/cli/terminal/failures";
import { complain, formatDuration, formatTable, paints, say } from "@/lib/cli/terminal/output";
import { explain } from "@/lib/cli/terminal/failures";
import { VARIABLES } from "@/lib/platform/env";
import { sumTallies, type Tally } from "./reports";
import { broken, LANES, STAGES, type Stage, type StageName } from "./stages";

/** The machine's own variables only: a key or a database of the person who runs the tests stays out of them. */
export function testEnvironment(source: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(source).filter(
    ([name]) => !VARIABLES.has(name) && !/^(AUTH_|EMULATOR_|STUDIO_|NEXTAUTH_|NODE_ENV$)/.test(name),
  );
  return { ...(Object.fromEntries(kept) as NodeJS.ProcessEnv), NEXT_TELEMETRY_DISABLED: "1", CHECKPOINT_DISABLE: "1" };
}

/** The stages that the arguments name, or all of `offered`. */
export function chooseStages(args: readonly string[], offered: readonly StageName[]): Stage[] {
  const unknown = args.find((name) => !offered.some((stage) => stage === name));
  if (unknown !== undefined) throw failures.usage(`There is no stage "${unknown}"; there are: ${offered.join(", ")}.`);
  return STAGES.filter(({ name }) => (args.length > 0 ? args.includes(name) : offered.includes(name)));
}

/** What tests leave behind goes with this folder. Short, because sockets lie in it; passable for the user that Postgres runs as. */
function makeScratch(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "dailies-"));
  chmodSync(folder, 0o711);
  return folder;
}

interface Result {
  stage: Stage;
  tally: Tally;
  took: number;
}

/** Runs the checks in two lanes and then one stage after the other, all of them even if one fails, and sums up. Returns the exit code. */
export async function runStages(stages: readonly Stage[]): Promise<number> {
  const scratch = makeScratch();
  // Every file of tests is a process that reads the same libraries: what one has compiled, the next takes as it is.
  const env = { ...testEnvironment(process.env), TMPDIR: scratch, NODE_COMPILE_CACHE: path.join(scratch, "compiled") };
  const results: Result[] = [];
  const startedAt = performance.now();
  const run = async (lane: readonly Stage[]): Promise<void> => {
    for (const stage of lane) {
      say(`\n${paints.bold(stage.title)}`);
      const stageStartedAt = performance.now();
      const tally = await runStage(stage, env, results);
      results.push({ stage, tally, took: performance.now() - stageStartedAt });
    }
  };
  await Promise.all(LANES.map((names) => run(stages.filter(({ name }) => names.includes(name)))));
  await run(stages.filter(({ name }) => !LANES.flat().includes(name)));
  results.sort((a, b) => stages.indexOf(a.stage) - stages.indexOf(b.stage));
  const rows = results.map(({ stage, tally, took }) => [
    stage.title,
    `${tally.passed} passed`,
    `${tally.failed} failed`,
    tally.skipped > 0 ? `${tally.skipped} skipped` : "",
    formatDuration(took),
  ]);
  say();
  for (const line of formatTable(rows)) say(line);
  const total = sumTallies(results.map(({ tally }) => tally));
  rmSync(scratch, { recursive: true, force: true });
  for (const name of total.unsteady ?? []) complain(`${paints.yellow("~")} passed only the second time: ${name}`);
  for (const failure of total.failures) complain(`${paints.red("✗")} ${failure}`);
  say(paints.quiet(`All in ${formatDuration(performance.now() - startedAt)}`));
  say(`\n${total.passed} passed, ${total.failed} failed`);
  return total.failed === 0 ? 0 : 1;
}

async function runStage(stage: Stage, env: NodeJS.ProcessEnv, before: readonly Result[]): Promise<Tally> {
  const hasNoBuild = before.some(({ stage: { name }, tally }) => name === "build" && tally.failed > 0);
  if (stage.name === "browser" && hasNoBuild) {
    say("Not run: there is no build to run them on.");
    return broken(stage.title);
  }
  try {
    return await stage.run(env);
  } catch (error) {
    complain(explain(error) ?? (error instanceof Error ? (error.stack ?? error.message) : String(error)));
    return broken(stage.title);
  }
}
