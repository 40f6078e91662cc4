import { once } from "node:events";
import { createServer, type IncomingMessage, request as forward, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { startS3 } from "@/lib/testing/s3-server";

export interface BucketCall {
  method: string;
  url: string;
}
export interface BucketAnswer {
  status: number;
  headers: IncomingMessage["headers"];
  body: Buffer;
}
/** What becomes of one call after the bucket has done its work: null leaves it alone, and waits for another call. */
export type BucketFault = (call: BucketCall, answer: BucketAnswer) => "lose" | BucketAnswer | null;

/** A bucket whose answers can be changed or lost on their way. */
export interface FaultBucket {
  /** The settings of a studio that keeps its files there. */
  readonly env: Record<string, string>;
  order(...faults: BucketFault[]): void;
  /** From now on nobody answers there, or somebody does again. */
  setAway(isAway: boolean): void;
  /** Faults that were not played yet. */
  readonly waiting: number;
  /** Keys of all clips and pictures that it holds. */
  objects(): string[];
  close(): Promise<void>;
}

/** @param start what stands behind it; the stand-in of the tests unless told */
export async function openFaultBucket(start: typeof startS3 = startS3): Promise<FaultBucket> {
  const { settings, stop } = await start();
  const target = new URL(settings.endpoint!);
  const faults: BucketFault[] = [];
  const objects = new Set<string>();
  const keep = ({ method, url }: BucketCall, { status }: BucketAnswer): void => {
    const [, key = "", query = ""] = /\/(media\/[^?]*)\??(.*)$/.exec(url) ?? [];
    if (key === "" || status >= 300) return;
    if (method === "DELETE" && !query.includes("uploadId=")) objects.delete(key);
    if ((method === "PUT" && !query.includes("partNumber=")) || (method === "POST" && query.includes("uploadId="))) objects.add(key);
  };
  const reply = (response: ServerResponse, call: BucketCall, answer: BucketAnswer): void => {
    keep(call, answer);
    for (const [index, fault] of faults.entries()) {
      const changed = fault(call, answer);
      if (changed === null) continue;
      faults.splice(index, 1);
      if (changed === "lose") return void response.destroy();
      return void response.writeHead(changed.status, changed.headers).end(changed.body);
    }
    response.writeHead(answer.status, answer.headers).end(answer.body);
  };
  let isAway = false;
  const proxy = createServer((request, response) => {
    if (isAway) return void request.socket.destroy();
    const call = { method: request.method ?? "", url: request.url ?? "" };
    const options = { host: target.hostname, port: target.port, path: call.url, method: call.method, headers: request.headers };
    let isAnswered = false;
    const passed = forward(options, (incoming) => {
      isAnswered = true;
      buffer(incoming).then(
        (body) => reply(response, call, { status: incoming.statusCode ?? 0, headers: incoming.headers, body }),
        () => response.destroy(),
      );
    });
    // Swift sends more than it may behind the answer to a HEAD, which spoils the line and not the answer.
    passed.on("error", () => void (isAnswered || response.destroy()));
    request.pipe(passed);
  });
  proxy.listen(0, "127.0.0.1");
  await once(proxy, "listening");
  const { accessKeyId = "", secretAccessKey = "", bucket, region, prefix } = settings;
  return {
    env: {
      STORAGE: "s3",
      S3_BUCKET: bucket,
      S3_REGION: region,
      S3_ENDPOINT: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
      S3_ACCESS_KEY_ID: accessKeyId,
      S3_SECRET_ACCESS_KEY: secretAccessKey,
      S3_FORCE_PATH_STYLE: "true",
      S3_PREFIX: prefix,
    },
    order: (...more) => void faults.push(...more),
    setAway: (away) => void (isAway = away),
    get waiting() {
      return faults.length;
    },
    objects: () => [...objects],
    async close() {
      proxy.closeAllConnections();
      proxy.close();
      await stop();
    },
  };
}
