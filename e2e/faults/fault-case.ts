import type { FaultStudio } from "./studio";

/** One numbered fault: what is done to the studio, and what must be true afterwards. */
export interface FaultCase {
  /** As in the plan of faults, e.g. `F02`. */
  id: string;
  what: string;
  /** Belongs to the few that run with every `npm test`, without pages and on a database that others use too. */
  isQuick?: boolean;
  /** Why this machine cannot run it: what it lacks, in a few words. Null when it can. */
  lacks?(): string | null;
  /** @returns the outcome in a few words. @throws when it is not what it must be; the invariants are judged by others */
  run(studio: FaultStudio, options: { minutes: number }): Promise<string>;
}

/** @throws with `problem` unless `holds` */
export function demand(holds: boolean, problem: string): asserts holds {
  if (!holds) throw new Error(problem);
}
