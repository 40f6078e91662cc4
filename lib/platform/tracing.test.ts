import { channel } from "node:diagnostics_channel";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { logError, logger, restartLog } from "./log";
import { startTracing, stopTracing } from "./start-tracing";
import { remoteSpan, traced, traceIds } from "./tracing";

interface Sent {
  name: string;
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  attributes: { key: string; value: Record<string, unknown> }[];
  status: { code?: number };
}
interface Body {
  resourceSpans: { resource: { attributes: { key: string; value: { stringValue?: string } }[] }; scopeSpans: { spans: Sent[] }[] }[];
}

let collector: Server;
let bodies: Body[];
beforeEach(async () => {
  bodies = [];
  collector = createServer((request, response) => {
    void json(request).then((body) => {
      if (request.url === "/v1/traces") bodies.push(body as Body);
      response.writeHead(200, { "content-type": "application/json" }).end("{}");
    });
  });
  await new Promise<void>((resolve) => collector.listen(0, "127.0.0.1", resolve));
});
afterEach(async () => {
  await stopTracing();
  vi.unstubAllEnvs();
  restartLog();
  collector.closeAllConnections();
  collector.close();
});

const spans = (): Sent[] =>
  bodies.flatMap(({ resourceSpans }) => resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((one) => one.spans)));
const factsOf = ({ attributes }: Sent) => Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]));

describe("traces", () => {
  it("are nothing where no collector is named", async () => {
    await startTracing("web", "1");
    expect(await traced("a request", {}, async () => traceIds())).toBeNull();
    await stopTracing();
    expect(spans()).toEqual([]);
  });

  it("go to the collector as one tree, and lines of the log name it", async () => {
    vi.stubEnv("OTEL_EXPORTER_OTLP_ENDPOINT", `http://127.0.0.1:${(collector.address() as AddressInfo).port}`);
    const lines: string[] = [];
    restartLog((line) => lines.push(line));
    await startTracing("web", "1.2.3");
    const remote = remoteSpan(`00-${"a".repeat(32)}-${"b".repeat(16)}-01`);
    const asked = traced(
      "POST",
      { "http.request.method": "POST" },
      async (tell) => {
        tell({ "http.route": "/api/x/:id" }, "POST /api/x/:id");
        await traced("generations.submit", {}, async () => {
          await Promise.resolve();
          channel("dailies.provider-call").publish({ method: "POST", outcome: "200", seconds: 0.25 });
          logger.info({}, "sent");
        });
        await traced("generations.look", {}, () => Promise.reject(new RangeError("a prompt, and https://link.example")));
      },
      { remote },
    );
    await expect(asked).rejects.toThrow(RangeError);
    logError(new Error("outside"));
    await stopTracing();

    const byName = Object.fromEntries(spans().map((span) => [span.name, span]));
    const { "POST /api/x/:id": request, "generations.submit": submit, "provider call": call, "generations.look": look } = byName;
    expect(spans()).toHaveLength(4);
    expect(new Set(spans().map(({ traceId }) => traceId))).toEqual(new Set(["a".repeat(32)]));
    expect([request!.parentSpanId, submit!.parentSpanId, call!.parentSpanId, look!.parentSpanId]).toEqual([
      "b".repeat(16),
      request!.spanId,
      submit!.spanId,
      request!.spanId,
    ]);
    expect(factsOf(call!)).toEqual({ "http.request.method": "POST", "dailies.outcome": "200" });
    expect([factsOf(look!), look!.status.code]).toEqual([{ "error.type": "RangeError" }, 2]);
    expect(JSON.stringify(bodies)).not.toMatch(/prompt|link\.example/);
    expect(bodies[0]!.resourceSpans[0]!.resource.attributes).toContainEqual({ key: "service.name", value: { stringValue: "dailies-web" } });
    const [sent, outside] = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(sent).toMatchObject({ msg: "sent", traceId: submit!.traceId, spanId: submit!.spanId });
    expect(outside).not.toHaveProperty("traceId");
  });

  it("begin anew where a header says nothing that can be gone on from", () => {
    for (const header of [undefined, "", "00-x-y-01", `00-${"0".repeat(32)}-${"b".repeat(16)}-01`])
      expect(remoteSpan(header)).toBeUndefined();
  });
});
