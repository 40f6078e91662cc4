import { pauseCases } from "./cases/pauses";
import { submissionCases } from "./cases/submission";
import type { FaultCase } from "./fault-case";

const numberOf = ({ id }: FaultCase): number => Number(/\d+/.exec(id)?.[0] ?? 0);

/** Every case, in the order of the plan. */
export const faultCases: readonly FaultCase[] = [...submissionCases, ...pauseCases].sort((a, b) => numberOf(a) - numberOf(b));
