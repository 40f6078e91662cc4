import path from "node:path";
import { describe, expect, it } from "vitest";
import { readPlaywrightReport, readVitestReport, settleTally, sumTallies } from "./reports";
import { chooseStages, testEnvironment } from "./run-stages";

describe("the sum of the tests", () => {
  it("counts each test once, and a file that would not load as a failure", () => {
    const file = (name: string, status: string, ...tests: string[]) => ({
      name: path.resolve(name),
      status,
      assertionResults: tests.map((outcome) => ({ status: outcome, fullName: `it ${outcome}` })),
    });
    const report = {
      testResults: [
        file("lib/a.test.ts", "passed", "passed", "passed", "pending"),
        file("lib/b.test.ts", "failed", "passed", "failed"),
        file("lib/c.test.ts", "failed"),
      ],
    };
    expect(readVitestReport(report)).toEqual({
      passed: 3,
      failed: 2,
      skipped: 1,
      failures: ["lib/b.test.ts: it failed", "lib/c.test.ts: could not be loaded"],
    });
  });

  it("names a browser test that passed only at the second try, and lets it pass", () => {
    const spec = (title: string, status: string) => ({ title, file: "team.spec.ts", tests: [{ status }] });
    const report = {
      config: { rootDir: path.resolve("e2e/journeys/specs") },
      suites: [{ specs: [spec("fine", "expected")], suites: [{ specs: [spec("late", "flaky"), spec("never", "unexpected")] }] }],
      stats: { expected: 5, unexpected: 1, flaky: 1, skipped: 2 },
      errors: [{ message: "no browser\nat line 3" }],
    };
    expect(readPlaywrightReport(report)).toEqual({
      passed: 6,
      failed: 2,
      skipped: 2,
      failures: ["e2e/journeys/specs/team.spec.ts: never", "no browser"],
      unsteady: ["e2e/journeys/specs/team.spec.ts: late"],
    });
  });

  it("believes the exit code where the report is silent", () => {
    expect(settleTally(null, 0).failed).toBe(1);
    expect(settleTally(null, 1).failed).toBe(1);
    expect(settleTally({ passed: 9, failed: 0, skipped: 0, failures: [] }, 1)).toMatchObject({ passed: 9, failed: 1, skipped: 0 });
    expect(settleTally({ passed: 0, failed: 0, skipped: 4, failures: [] }, 0).failed).toBe(1);
    expect(settleTally({ passed: 9, failed: 2, skipped: 0, failures: [] }, 1)).toMatchObject({ passed: 9, failed: 2, skipped: 0 });
  });

  it("adds up", () => {
    expect(
      sumTallies([
        { passed: 1, failed: 2, skipped: 3, failures: ["a"] },
        { passed: 10, failed: 20, skipped: 30, failures: ["b"] },
      ]),
    ).toEqual({ passed: 11, failed: 22, skipped: 33, failures: ["a", "b"], unsteady: [] });
  });
});

describe("a test run", () => {
  it("never sees the key or the database of the person who starts it", () => {
    const env = testEnvironment({
      NODE_ENV: "production",
      PATH: "/bin",
      POWERTOKENS_API_KEY: "real",
      DATABASE_URL: "postgres://real",
      S3_BUCKET: "real",
      RESEND_PROVEN_ABSENT: "ask",
      TRUSTED_PROXIES: "1",
      EMULATOR_RENDER: "quick",
      HOME: "/home/x",
    });
    expect(Object.keys(env).sort()).toEqual(["CHECKPOINT_DISABLE", "HOME", "NEXT_TELEMETRY_DISABLED", "PATH"]);
  });

  it("runs the stages that are named, in their own order", () => {
    expect(chooseStages(["unit", "lint"], ["lint", "types", "unit"]).map(({ name }) => name)).toEqual(["lint", "unit"]);
    expect(() => chooseStages(["browsers"], ["lint", "browser"])).toThrow('There is no stage "browsers"; there are: lint, browser.');
  });
});
