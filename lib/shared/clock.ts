/** Time as a parameter: tests pass a clock of their own. Leases and deadlines in the database use its `now()`. */
export interface Clock {
  now(): number;
}
export const systemClock: Clock = { now: () => Date.now() };
