import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, request as forward, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { buffer } from "node:stream/consumers";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { newId } from "@/lib/shared/ids";
import { mediaKey } from "@/lib/files/keys";
import { createS3Storage } from "./s3";
import { startS3 } from "@/lib/testing/s3-server";
import type { Storage } from "./types";

/** Plays one fault on a call that it is meant for, and says whether it did. */
type Fault = (call: { method: string; url: string }, answer: Answer, response: ServerResponse) => boolean;
interface Answer {
  status: number;
  headers: IncomingMessage["headers"];
  body: Buffer;
}

let bucket: Awaited<ReturnType<typeof startS3>>;
let proxy: Server;
let storage: Storage;
let faults: Fault[] = [];
let calls: string[] = [];

/** Stands between the storage and a real bucket server: the server does its work, and then something happens to the answer. */
beforeAll(async () => {
  bucket = await startS3();
  const target = new URL(bucket.settings.endpoint!);
  proxy = createServer((request, response) => {
    const call = { method: request.method ?? "", url: request.url ?? "" };
    calls.push(call.method);
    const passed = forward(
      { host: target.hostname, port: target.port, path: call.url, method: call.method, headers: request.headers },
      (incoming) =>
        void buffer(incoming).then((body) => {
          const answer = { status: incoming.statusCode ?? 0, headers: incoming.headers, body };
          const index = faults.findIndex((fault) => fault(call, answer, response));
          if (index >= 0) return void faults.splice(index, 1);
          response.writeHead(answer.status, answer.headers);
          response.end(answer.body);
        }),
    );
    request.pipe(passed);
  });
  proxy.listen(0, "127.0.0.1");
  await once(proxy, "listening");
  storage = createS3Storage({
    ...bucket.settings,
    endpoint: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    tempDir: path.join(tmpdir(), "dailies-s3-faults"),
  });
});
afterAll(async () => {
  proxy.closeAllConnections();
  proxy.close();
  await bucket.stop();
});
beforeEach(() => {
  faults = [];
  calls = [];
});

const newKey = (): string => mediaKey(newId(), newId(), "video");
const isCompletion = ({ method, url }: { method: string; url: string }): boolean => method === "POST" && url.includes("uploadId=");

const loseAnswer =
  (isMeant: (call: { method: string; url: string }) => boolean): Fault =>
  (call, _, response) => {
    if (!isMeant(call)) return false;
    response.destroy();
    return true;
  };
const slowDown: Fault = ({ method }, _, response) => {
  if (method !== "PUT") return false;
  response.writeHead(503, { "content-type": "application/xml" });
  response.end("<Error><Code>SlowDown</Code><Message>Please reduce your request rate.</Message></Error>");
  return true;
};
const flipByte: Fault = ({ method }, answer) => {
  if (method !== "GET") return false;
  answer.body[7] = answer.body[7]! ^ 1;
  // The changed answer goes on its way.
  return false;
};

describe("a bucket", { timeout: 60_000 }, () => {
  it("that says SlowDown takes the file a moment later", async () => {
    faults = [slowDown];
    const key = newKey();
    await storage.put(key, randomBytes(10_000));
    expect(await storage.stat(key)).toEqual({ sizeBytes: 10_000 });
  });

  it("whose answer to the last step of a large file was lost is asked for the file itself", async () => {
    faults = [loseAnswer(isCompletion)];
    const key = newKey();
    const { sizeBytes } = await storage.put(key, randomBytes(9 * 1024 * 1024));
    expect(await storage.stat(key)).toEqual({ sizeBytes });
  });

  it("that loses every answer to the last step is believed when the file is there", async () => {
    faults = Array.from({ length: 5 }, () => loseAnswer(isCompletion));
    const key = newKey();
    await storage.put(key, randomBytes(9 * 1024 * 1024));
    expect(await storage.stat(key)).not.toBeNull();
  });

  it("that holds other bytes than it was given keeps nothing", async () => {
    faults = [flipByte];
    const key = newKey();
    await expect(storage.put(key, randomBytes(10_000))).rejects.toThrow("other bytes");
    faults = [];
    expect(await storage.stat(key)).toBeNull();
  });
});
