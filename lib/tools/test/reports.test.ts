import { describe, expect, it } from "vitest";
import { readPlaywrightReport, readVitestReport, settleTally, sumTallies } from "./reports";
import { chooseStages, testEnvironment } from "./run-stages";

describe("the sum of the tests", () => {
  it("counts each test once, and a file that would not load as a failure", () => {
    const file = (status: string, ...tests: string[]) => ({ status, assertionResults: tests.map((outcome) => ({ status: outcome })) });
    const report = { testResults: [file("passed", "passed", "passed", "pending"), file("failed", "passed", "failed"), file("failed")] };
    expect(readVitestReport(report)).toEqual({ passed: 3, failed: 2, skipped: 1 });
  });

  it("takes a browser test that passed only at the second try for a failure", () => {
    expect(readPlaywrightReport({ stats: { expected: 5, unexpected: 1, flaky: 1, skipped: 2 }, errors: [{}] })).toEqual({
      passed: 5,
      failed: 3,
      skipped: 2,
    });
  });

  it("believes the exit code where the report is silent", () => {
    expect(settleTally(null, 0).failed).toBe(1);
    expect(settleTally(null, 1).failed).toBe(1);
    expect(settleTally({ passed: 9, failed: 0, skipped: 0 }, 1)).toEqual({ passed: 9, failed: 1, skipped: 0 });
    expect(settleTally({ passed: 0, failed: 0, skipped: 4 }, 0).failed).toBe(1);
    expect(settleTally({ passed: 9, failed: 2, skipped: 0 }, 1)).toEqual({ passed: 9, failed: 2, skipped: 0 });
  });

  it("adds up", () => {
    expect(
      sumTallies([
        { passed: 1, failed: 2, skipped: 3 },
        { passed: 10, failed: 20, skipped: 30 },
      ]),
    ).toEqual({ passed: 11, failed: 22, skipped: 33 });
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
      HOME: "/home/x",
    });
    expect(Object.keys(env).sort()).toEqual(["CHECKPOINT_DISABLE", "HOME", "NEXT_TELEMETRY_DISABLED", "PATH"]);
  });

  it("runs the stages that are named, in their own order", () => {
    expect(chooseStages(["unit", "lint"], ["lint", "types", "unit"]).map(({ name }) => name)).toEqual(["lint", "unit"]);
    expect(() => chooseStages(["browsers"], ["lint", "browser"])).toThrow('There is no stage "browsers"; there are: lint, browser.');
  });
});
