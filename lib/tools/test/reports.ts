/** What a stage of the tests came to. A check without tests of its own, such as the linter, counts as one. */
export interface Tally {
  passed: number;
  failed: number;
  skipped: number;
}

interface VitestReport {
  testResults: { status: string; assertionResults: { status: string }[] }[];
}

/** From Vitest's JSON report. A file that could not even be loaded has no tests, and counts as one failure. */
export function readVitestReport(report: unknown): Tally {
  const { testResults } = report as VitestReport;
  const tally: Tally = { passed: 0, failed: 0, skipped: 0 };
  for (const file of testResults) {
    const failedBefore = tally.failed;
    for (const { status } of file.assertionResults) {
      if (status === "passed") tally.passed += 1;
      else if (status === "failed") tally.failed += 1;
      else tally.skipped += 1;
    }
    if (file.status === "failed" && tally.failed === failedBefore) tally.failed += 1;
  }
  return tally;
}

interface PlaywrightReport {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number };
  errors: unknown[];
}

/** From Playwright's JSON report. A test that failed first and passed later has failed: nothing is tried twice here. */
export function readPlaywrightReport(report: unknown): Tally {
  const { stats, errors } = report as PlaywrightReport;
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + errors.length, skipped: stats.skipped };
}

/**
 * What counts when report and exit code disagree: a runner that ended badly has failed, whatever it wrote before.
 * `report` is null when none was written.
 */
export function settleTally(report: Tally | null, exitCode: number): Tally {
  const tally = report ?? { passed: 0, failed: 0, skipped: 0 };
  const ranNothing = tally.passed + tally.failed === 0;
  return (exitCode !== 0 || ranNothing) && tally.failed === 0 ? { ...tally, failed: 1 } : tally;
}

export const sumTallies = (tallies: readonly Tally[]): Tally =>
  tallies.reduce(
    (sum, { passed, failed, skipped }) => ({ passed: sum.passed + passed, failed: sum.failed + failed, skipped: sum.skipped + skipped }),
    {
      passed: 0,
      failed: 0,
      skipped: 0,
    },
  );
