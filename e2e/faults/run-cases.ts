import type { FaultCase } from "./fault-case";
import { judge } from "./judge";
import type { FaultStudio } from "./studio";

export interface FaultResult {
  id: string;
  what: string;
  outcome: string;
  verdict: "green" | "red" | "not run";
  tookMs: number;
}

/** One case on a fresh studio: the fault, what the case itself demands, and then the invariants. Never throws. */
export async function runCase(studio: FaultStudio, fault: FaultCase, options: { minutes: number }): Promise<FaultResult> {
  const startedAt = performance.now();
  const result = (verdict: FaultResult["verdict"], outcome: string): FaultResult => ({
    id: fault.id,
    what: fault.what,
    outcome,
    verdict,
    tookMs: performance.now() - startedAt,
  });
  const lacks = fault.lacks?.() ?? null;
  if (lacks !== null) return result("not run", lacks);
  try {
    await studio.reset();
    const outcome = await fault.run(studio, options);
    const violations = await judge(studio);
    return violations.length === 0 ? result("green", outcome) : result("red", violations.join("; "));
  } catch (error) {
    const violations = await judge(studio).catch(() => []);
    return result("red", [error instanceof Error ? error.message : String(error), ...violations].join("; "));
  } finally {
    await studio.worker.kill();
    await studio.web?.kill();
  }
}
