import "server-only";
import { subscribe } from "node:diagnostics_channel";
import { collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import { pool } from "./db/pool";
import { singleton } from "./singleton";

/** What one process knows of itself, for Prometheus. Nothing is measured that nobody can ask for: see METRICS_TOKEN. */
const figures = singleton("metrics", () => {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  new Gauge({
    name: "dailies_database_connections",
    help: "Connections of this process to the database, and who waits for one.",
    labelNames: ["state"],
    registers,
    collect() {
      const { totalCount, idleCount, waitingCount } = pool.get();
      this.set({ state: "used" }, totalCount - idleCount);
      this.set({ state: "idle" }, idleCount);
      this.set({ state: "waiting" }, waitingCount);
    },
  });
  const calls = new Histogram({
    name: "dailies_provider_call_duration_seconds",
    help: "Calls to a provider by what came of them: the status of the answer, or why there was none.",
    labelNames: ["method", "outcome"],
    buckets: [0.05, 0.2, 0.5, 1, 2.5, 5, 15, 60, 300],
    registers,
  });
  // Who calls providers knows nothing of who measures.
  subscribe("dailies.provider-call", (note) => {
    const { method, outcome, seconds } = note as { method: string; outcome: string; seconds: number };
    calls.observe({ method, outcome }, seconds);
  });
  return {
    registry,
    requests: new Histogram({
      name: "dailies_request_duration_seconds",
      help: "From the first byte of a request to the last of its answer; streams of changes are not among them.",
      labelNames: ["kind", "status"],
      buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60],
      registers,
    }),
  };
});

/** @param status of the answer; 0 where there was none */
export const noteRequest = (kind: string, status: number, seconds: number): void =>
  figures.get().requests.observe({ kind, status: `${Math.floor(status / 100)}xx` }, seconds);

/** From now on things are counted, also before anybody asks. */
export const startFigures = (): void => void figures.get();

/** Everything of this process as Prometheus reads it. */
export const processFigures = (): Promise<string> => figures.get().registry.metrics();

export const METRICS_TYPE = Registry.PROMETHEUS_CONTENT_TYPE;
