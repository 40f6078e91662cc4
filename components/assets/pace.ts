/** Long enough for a figure that can be read, short enough to follow the line. */
const WINDOW_MS = 5_000;
/** Sooner it would only be a guess, and most files are through by then. */
const FIRST_MS = 1_500;

export interface Pace {
  bytesPerSecond: number;
  secondsLeft: number;
}

/** How fast a file leaves this browser, by the last seconds. @param now a clock, in milliseconds */
export function createPace(totalBytes: number, now: () => number = () => performance.now()) {
  let marks: { at: number; bytes: number }[] = [];
  return {
    /** @returns null as long as nothing can be said */
    note(bytes: number): Pace | null {
      const at = now();
      // Going back behind what was said to have left: the line broke, and that part goes once more.
      if (marks.some((mark) => mark.bytes > bytes)) marks = [];
      marks = [...marks.filter((mark) => at - mark.at <= WINDOW_MS), { at, bytes }];
      const [first] = marks;
      const tookMs = at - first!.at;
      const bytesPerSecond = ((bytes - first!.bytes) * 1000) / tookMs;
      return tookMs >= FIRST_MS && bytesPerSecond > 0 ? { bytesPerSecond, secondsLeft: (totalBytes - bytes) / bytesPerSecond } : null;
    },
  };
}
