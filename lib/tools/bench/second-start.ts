import { startTestStudio } from "@/e2e/journeys/harness/studio";
import { figure, type Bench } from "./figure";
import { startMinimalApp } from "./minimal-app";

/**
 * From `npm start` to a healthy answer, when everything is installed and built: database, web, worker and emulator.
 * Beside it the bare `next start` of a minimal app, to its first answer. The goal is 10 s on two cores.
 */
export const secondStart: Bench = {
  name: "second-start",
  about: "npm start to healthy, the second time, against a bare next start",
  run: async (say) => {
    say("building the minimal app");
    const minimal = await startMinimalApp();
    await minimal.stop();
    say("starting the studio for the first time");
    const first = await startTestStudio();
    try {
      await first.stop();
      say("starting it again");
      const startedAt = performance.now();
      const second = await startTestStudio({ dataDir: first.dataDir });
      const tookMs = Math.round(performance.now() - startedAt);
      await second.stop();
      return [figure("second-start", tookMs, "ms", Math.round(minimal.startMs))];
    } finally {
      await first.stop();
      first.discard();
    }
  },
};
