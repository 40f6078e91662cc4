import "server-only";
import { subscribe } from "node:diagnostics_channel";
import { beginSpan, tracing } from "./tracing";

/** Where spans go is said by OpenTelemetry's own settings; without them nothing is loaded and nothing is done. */
const isWanted = (): boolean => Boolean(process.env.OTEL_EXPORTER_OTLP_ENDPOINT ?? process.env.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT);

/** From now on spans of this process go to the collector that OTEL_EXPORTER_OTLP_ENDPOINT names. */
export async function startTracing(role: "web" | "worker", version: string): Promise<void> {
  if (!isWanted() || tracing.get().tracer) return;
  const [api, { BatchSpanProcessor, TracerProvider }, { OTLPTraceExporter }, { resourceFromAttributes }] = await Promise.all([
    import("@opentelemetry/api"),
    import("@opentelemetry/sdk-trace"),
    import("@opentelemetry/exporter-trace-otlp-http"),
    import("@opentelemetry/resources"),
  ]);
  const { ROOT_CONTEXT, trace } = api;
  const provider = new TracerProvider({
    resource: resourceFromAttributes({
      "service.name": process.env.OTEL_SERVICE_NAME ?? `dailies-${role}`,
      "service.version": version,
    }),
    spanProcessors: [new BatchSpanProcessor({ exporter: new OTLPTraceExporter() })],
  });
  Object.assign(tracing.get(), {
    tracer: provider.getTracer("dailies"),
    below: (parent: Parameters<typeof trace.setSpanContext>[1]) => trace.setSpanContext(ROOT_CONTEXT, parent),
    root: ROOT_CONTEXT,
    stop: () => provider.shutdown(),
  });
  // Who calls providers knows nothing of who traces. It is told at the end of a call, where the call was made.
  subscribe("dailies.provider-call", (note) => {
    const { method, outcome, seconds } = note as { method: string; outcome: string; seconds: number };
    const endTime = Date.now();
    const facts = { "http.request.method": method, "dailies.outcome": outcome };
    beginSpan("provider call", facts, { startTime: endTime - seconds * 1000 })?.end(endTime);
  });
}

/** Sends what is left. */
export async function stopTracing(): Promise<void> {
  const { stop } = tracing.get();
  tracing.clear();
  await stop?.();
}
