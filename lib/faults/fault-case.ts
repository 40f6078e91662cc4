import type { FaultStudio } from "./studio";

/** One numbered fault: what is done to the studio, and what must be true afterwards. */
export interface FaultCase {
  /** As in the plan of faults, e.g. `F02`. */
  id: string;
  what: string;
  /** Belongs to the few that run with every `npm test`. */
  isQuick?: boolean;
  /** Takes the database's own server down. */
  needsServer?: boolean;
  /** @returns the outcome in a few words. @throws when it is not what it must be; the invariants are judged by others */
  run(studio: FaultStudio, options: { minutes: number }): Promise<string>;
}

/** @throws with `problem` unless `holds` */
export function demand(holds: boolean, problem: string): asserts holds {
  if (!holds) throw new Error(problem);
}
