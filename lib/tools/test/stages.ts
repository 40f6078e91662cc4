import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { ROOT } from "@/lib/cli/launch/child-process";
import { buildWhenChanged } from "@/lib/cli/launch/build";
import { explain } from "@/lib/cli/terminal/failures";
import { say } from "@/lib/cli/terminal/output";
import { runToEnd } from "@/lib/cli/launch/run";
import { provideBrowser } from "./provide-browser";
import { readPlaywrightReport, readVitestReport, settleTally, type Tally } from "./reports";

export type StageName = "lint" | "types" | "unit" | "database" | "build" | "browser";

export interface Stage {
  name: StageName;
  title: string;
  run: (env: NodeJS.ProcessEnv) => Promise<Tally>;
}

const RESULTS = "test-results";
const bin = (...parts: string[]): string => path.join("node_modules", ...parts);

const PASSED: Tally = { passed: 1, failed: 0, skipped: 0, failures: [] };

/** A stage that has no tests to count, or did not come to them. */
export const broken = (what: string): Tally => ({ passed: 0, failed: 1, skipped: 0, failures: [what] });

/** Runs Node; one check passed or failed. What it said is shown in one piece, because others may run beside it. */
async function check(env: NodeJS.ProcessEnv, ...commands: string[][]): Promise<Tally> {
  for (const args of commands) {
    const { code, output } = await runToEnd(process.execPath, args, { cwd: ROOT, env });
    if (output !== "") say(output.trimEnd());
    if (code !== 0) return broken(args[0]!);
  }
  return PASSED;
}

/** Runs a test runner that writes a JSON report, and counts what the report says. */
async function suite(env: NodeJS.ProcessEnv, name: string, args: string[], read: (report: unknown) => Tally): Promise<Tally> {
  const file = path.join(RESULTS, `${name}.json`);
  mkdirSync(RESULTS, { recursive: true });
  rmSync(file, { force: true });
  const { code } = await runToEnd(process.execPath, args, { cwd: ROOT, env: { ...env, PLAYWRIGHT_JSON_OUTPUT_NAME: file }, show: true });
  return settleTally(existsSync(file) ? read(JSON.parse(readFileSync(file, "utf8"))) : null, code);
}

const vitest = (env: NodeJS.ProcessEnv, project: string): Promise<Tally> =>
  suite(
    env,
    project,
    [
      bin("vitest", "vitest.mjs"),
      "run",
      "--project",
      project,
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${RESULTS}/${project}.json`,
    ],
    readVitestReport,
  );

/** What keeps one core busy: two such lanes run at the same time, before all that fills the machine by itself. */
export const LANES: readonly (readonly StageName[])[] = [["lint"], ["types", "build"]];

/** In the order in which they run: what fails soonest comes first. */
export const STAGES: readonly Stage[] = [
  {
    name: "lint",
    title: "Lint and format",
    run: (env) =>
      check(
        env,
        [bin("eslint", "bin", "eslint.js"), ".", "--max-warnings=0"],
        [bin("prettier", "bin", "prettier.cjs"), "--check", "--log-level=warn", "."],
      ),
  },
  {
    name: "types",
    title: "Types",
    // Next writes the types of its own files first; in a fresh clone there are none.
    run: (env) => check(env, [bin("next", "dist", "bin", "next"), "typegen"], [bin("typescript", "bin", "tsc"), "--noEmit", "--pretty"]),
  },
  {
    name: "build",
    title: "Build",
    run: async () => {
      try {
        await buildWhenChanged();
        return PASSED;
      } catch (error) {
        say(explain(error) ?? String(error));
        return broken("build");
      }
    },
  },
  { name: "unit", title: "Unit tests", run: (env) => vitest(env, "unit") },
  { name: "database", title: "Database tests", run: (env) => vitest(env, "db") },
  {
    name: "browser",
    title: "Browser tests",
    run: async (env) => {
      const browser = await provideBrowser(env);
      const args = [bin("@playwright", "test", "cli.js"), "test", "--reporter=list,json"];
      return suite({ ...env, CHROMIUM_PATH: browser }, "browser", args, readPlaywrightReport);
    },
  },
];
