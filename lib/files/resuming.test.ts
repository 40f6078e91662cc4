import { describe, expect, it } from "vitest";
import { DownloadError } from "@/lib/providers/download";
import { openResuming, type OpenedSource } from "./resuming";

const FILE = Buffer.from("0123456789abcdef");

/** Sends the file from `start` on, and breaks before `end`. */
function part(start: number, end: number, problem: "truncated" | "forbiddenAddress" = "truncated"): ReadableStream<Uint8Array> {
  let at = start;
  return new ReadableStream({
    pull(controller) {
      if (at < end) return controller.enqueue(FILE.subarray(at, (at += 1)));
      if (end < FILE.length) return controller.error(new DownloadError(problem));
      controller.close();
    },
  });
}

async function read(answers: OpenedSource[]): Promise<{ text: string; asked: unknown[] }> {
  const asked: unknown[] = [];
  const { bytes } = await openResuming((from) => {
    asked.push(from ?? null);
    return Promise.resolve(answers[asked.length - 1]!);
  });
  const chunks: Uint8Array[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  return { text: Buffer.concat(chunks).toString(), asked };
}
const whole = { contentLength: FILE.length, etag: '"v1"' };

describe("a file over a line that breaks", () => {
  it("is asked for from where it broke, and comes out whole", async () => {
    const { text, asked } = await read([
      { ...whole, stream: part(0, 5) },
      { ...whole, stream: part(5, 9), offset: 5 },
      { ...whole, stream: part(9, 16), offset: 9 },
    ]);
    expect(text).toBe(FILE.toString());
    expect(asked).toEqual([null, { offset: 5, etag: '"v1"' }, { offset: 9, etag: '"v1"' }]);
  });

  it.each([
    ["its etag is weak", [{ ...whole, etag: 'W/"v1"', stream: part(0, 5) }]],
    ["it has no etag", [{ contentLength: 16, stream: part(0, 5) }]],
    ["nothing has arrived", [{ ...whole, stream: part(0, 0) }]],
    [
      "the server begins anew",
      [
        { ...whole, stream: part(0, 5) },
        { ...whole, stream: part(0, 16), offset: 0 },
      ],
    ],
    ["it was no break", [{ ...whole, stream: part(0, 5, "forbiddenAddress") }]],
    [
      "it broke too often",
      [{ ...whole, stream: part(0, 2) }, ...[2, 3, 4, 5].map((at) => ({ ...whole, stream: part(at, at + 1), offset: at }))],
    ],
  ])("begins anew when %s", async (_, answers) => {
    await expect(read(answers)).rejects.toBeInstanceOf(DownloadError);
  });
});
