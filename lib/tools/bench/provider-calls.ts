import { figure, type Bench } from "./figure";
import { simulateNaivePolling, simulatePolling } from "./poll-simulation";

const RUNNING = [10, 100, 1_000] as const;

/**
 * How often the provider is asked while so many tasks run, in native style and through one worker, and how long a
 * finished one goes unnoticed. Beside it one call per task every ten seconds, which no account's limit allows for
 * a thousand tasks.
 */
export const providerCalls: Bench = {
  name: "provider-calls",
  about: "calls per minute and mean lag for 10, 100 and 1,000 running tasks, against one call per task every 10 s",
  run: async (say) => {
    const figures = [];
    for (const running of RUNNING) {
      say(`${running} tasks for 40 minutes of a simulated clock`);
      const [ours, naive] = [await simulatePolling(running, { canList: true }), simulateNaivePolling(running)];
      figures.push(
        figure(`provider-calls-${running}`, ours.callsPerMinute, "calls/min", naive.callsPerMinute),
        figure(`provider-lag-${running}`, ours.meanLagSeconds, "s", naive.meanLagSeconds),
      );
    }
    return figures;
  },
};
