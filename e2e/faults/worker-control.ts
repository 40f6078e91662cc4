import { controlProcess, type ProcessControl } from "./process-control";

/** The worker as a process of its own; ready when it takes jobs. */
export const controlWorker = (environment: () => NodeJS.ProcessEnv): ProcessControl =>
  controlProcess({
    name: "worker",
    args: ["--conditions=react-server", "--import", "tsx", "lib/worker/main.ts"],
    environment,
    isReady: (log) => log.includes('"worker ready"'),
  });
