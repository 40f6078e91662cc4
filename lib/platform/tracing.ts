import "server-only";
import { AsyncLocalStorage } from "node:async_hooks";
import type { Attributes, Context, Span, SpanContext, Tracer } from "@opentelemetry/api";
import { singleton } from "./singleton";

/** What may be said of a span: numbers, and words of our own. Prompts, keys, names, addresses and links are none of them. */
export type SpanFacts = Record<string, string | number | boolean | undefined>;

/** What `startTracing` puts here where a collector is named; without it everything below does nothing. */
interface Tracing {
  tracer?: Tracer;
  below?: (parent: SpanContext) => Context;
  root?: Context;
  stop?: () => Promise<void>;
}
export const tracing = singleton<Tracing>("tracing", () => ({}));

// Not OpenTelemetry's own globals: Next writes whole addresses into its spans as soon as it finds somebody to take them.
const active = singleton("trace-active", () => new AsyncLocalStorage<Span>());

interface SpanOptions {
  startTime?: number;
  /** Who asked, as a proxy of ours says in `traceparent`. */
  remote?: SpanContext | undefined;
}

/** A span below the one that is under way, to be ended by whoever began it; null without a collector. */
export function beginSpan(name: string, facts: SpanFacts, { startTime, remote }: SpanOptions = {}): Span | null {
  const { tracer, below, root } = tracing.get();
  if (!tracer || !below || !root) return null;
  const parent = remote ?? active.get().getStore()?.spanContext();
  return tracer.startSpan(
    name,
    { attributes: facts as Attributes, ...(startTime === undefined ? {} : { startTime }) },
    parent ? below(parent) : root,
  );
}

/**
 * Runs `work` as a span below the one that is under way. Without a collector it just runs.
 * `work` is given what tells of it later: its name, once that is known, and facts.
 */
export async function traced<T>(
  name: string,
  facts: SpanFacts,
  work: (tell: (facts: SpanFacts, name?: string) => void) => Promise<T>,
  options?: SpanOptions,
): Promise<T> {
  const span = beginSpan(name, facts, options);
  if (!span) return work(() => undefined);
  const tell = (later: SpanFacts, known?: string): void => {
    span.setAttributes(later as Attributes);
    if (known) span.updateName(known);
  };
  try {
    return await active.get().run(span, () => work(tell));
  } catch (error) {
    // Its words may hold anything. The log has them, without secrets, under the same trace.
    span.setAttribute("error.type", error instanceof Error ? error.name : "unknown");
    span.setStatus({ code: ERROR });
    throw error;
  } finally {
    span.end();
  }
}

/** SpanStatusCode.ERROR, whose package is not loaded for it. */
const ERROR = 2;

/** By which a line of the log and a trace find each other. */
export function traceIds(): { traceId: string; spanId: string } | null {
  const context = tracing.get().tracer && active.get().getStore()?.spanContext();
  return context ? { traceId: context.traceId, spanId: context.spanId } : null;
}

/** The caller's span, out of W3C's header `traceparent`; undefined where there is none. */
export function remoteSpan(traceparent: string | undefined): SpanContext | undefined {
  const [, traceId = "", spanId = "", flags = ""] = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/.exec(traceparent ?? "") ?? [];
  if (/^0*$/.test(traceId) || /^0*$/.test(spanId)) return undefined;
  return { traceId, spanId, traceFlags: Number.parseInt(flags, 16) & 1, isRemote: true };
}
