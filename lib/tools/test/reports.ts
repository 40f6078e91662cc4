import path from "node:path";

/** What a stage of the tests came to. A check without tests of its own, such as the linter, counts as one. */
export interface Tally {
  passed: number;
  failed: number;
  skipped: number;
  /** Each failed test by its file and its name, for the last lines of the run. */
  failures: string[];
  /** Each that failed first and passed the second time, likewise: to be mended, and no reason to hold back a change. */
  unsteady?: string[];
}

interface VitestReport {
  testResults: { name: string; status: string; assertionResults: { status: string; fullName: string }[] }[];
}

const inRoot = (file: string): string => path.relative(process.cwd(), file);

/** From Vitest's JSON report. A file that could not even be loaded has no tests, and counts as one failure. */
export function readVitestReport(report: unknown): Tally {
  const { testResults } = report as VitestReport;
  const tally: Tally = { passed: 0, failed: 0, skipped: 0, failures: [] };
  for (const file of testResults) {
    const failures: string[] = [];
    for (const { status, fullName } of file.assertionResults) {
      if (status === "passed") tally.passed += 1;
      else if (status === "failed") failures.push(`${inRoot(file.name)}: ${fullName}`);
      else tally.skipped += 1;
    }
    if (file.status === "failed" && failures.length === 0) failures.push(`${inRoot(file.name)}: could not be loaded`);
    tally.failed += failures.length;
    tally.failures.push(...failures);
  }
  return tally;
}

interface PlaywrightSuite {
  suites?: PlaywrightSuite[];
  specs: { title: string; file: string; tests: { status: string }[] }[];
}

interface PlaywrightReport {
  config: { rootDir: string };
  suites: PlaywrightSuite[];
  stats: { expected: number; unexpected: number; flaky: number; skipped: number };
  errors: { message?: string }[];
}

const specsOf = (suites: readonly PlaywrightSuite[]): PlaywrightSuite["specs"] =>
  suites.flatMap((suite) => [...suite.specs, ...specsOf(suite.suites ?? [])]);

/** From Playwright's JSON report. A test that failed first and passed later has passed, and is named all the same. */
export function readPlaywrightReport(report: unknown): Tally {
  const { config, suites, stats, errors } = report as PlaywrightReport;
  const named = (wanted: string): string[] =>
    specsOf(suites)
      .filter(({ tests }) => tests.some(({ status }) => status === wanted))
      .map(({ file, title }) => `${inRoot(path.join(config.rootDir, file))}: ${title}`);
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected + errors.length,
    skipped: stats.skipped,
    failures: [...named("unexpected"), ...errors.map(({ message }) => message?.split("\n")[0] ?? "an error outside the tests")],
    unsteady: named("flaky"),
  };
}

/**
 * What counts when report and exit code disagree: a runner that ended badly has failed, whatever it wrote before.
 * `report` is null when none was written.
 */
export function settleTally(report: Tally | null, exitCode: number): Tally {
  const tally = report ?? { passed: 0, failed: 0, skipped: 0, failures: [] };
  const ranNothing = tally.passed + tally.failed === 0;
  return (exitCode !== 0 || ranNothing) && tally.failed === 0 ? { ...tally, failed: 1 } : tally;
}

export const sumTallies = (tallies: readonly Tally[]): Tally =>
  tallies.reduce((sum, tally) => ({
    passed: sum.passed + tally.passed,
    failed: sum.failed + tally.failed,
    skipped: sum.skipped + tally.skipped,
    failures: [...sum.failures, ...tally.failures],
    unsteady: [...(sum.unsteady ?? []), ...(tally.unsteady ?? [])],
  }));
