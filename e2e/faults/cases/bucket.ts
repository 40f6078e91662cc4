import path from "node:path";
import { demand, type FaultCase } from "../fault-case";
import type { BucketAnswer, BucketCall, BucketFault } from "../fault-bucket";
import { originalHash } from "../originals";
import type { FaultStudio } from "../studio";
import { MINUTE, travel } from "../time-travel";
import { waitUntil } from "../wait-until";

const xml = (status: number, code: string): BucketAnswer => ({
  status,
  headers: { "content-type": "application/xml" },
  body: Buffer.from(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>pretended</Message></Error>`),
});
const isVideo = ({ url }: BucketCall): boolean => url.includes("/media/") && url.includes(".mp4");

/** The bytes of a clip on their way into the bucket, or the last step of an upload in parts. */
const isStored = ({ method, url }: BucketCall): boolean =>
  isVideo({ method, url }) && (method === "PUT" || (method === "POST" && url.includes("uploadId=")));

const answerStored =
  (answer: BucketAnswer | "lose"): BucketFault =>
  (call) =>
    isStored(call) ? answer : null;

/** One byte of a clip is another when it is read back. */
const corrupt: BucketFault = (call, answer) => {
  if (call.method !== "GET" || !isVideo(call) || answer.status >= 300) return null;
  const body = Buffer.from(answer.body);
  const middle = Math.floor(body.length / 2);
  body[middle] = body[middle]! ^ 1;
  return { ...answer, body };
};

/** @returns the only object that is a video */
async function demandTheClip(studio: FaultStudio, id: string, count: number): Promise<void> {
  const video = (await studio.row(id)).files.find((file) => file.variant === "video");
  const original = await originalHash(studio, id);
  demand(video?.sha256 === original, `kept ${video?.sha256}, and the provider has ${original}`);
  const objects = studio.bucket!.objects();
  const videos = objects.filter((key) => path.posix.basename(key) === "video.mp4");
  demand(videos.length === count, `${videos.length} videos in the bucket: ${objects.join(" ")}`);
}

/** Files in a bucket instead of a folder. */
export const bucketCases: readonly FaultCase[] = [
  {
    id: "F52",
    what: "a bucket answers 503 SlowDown; loses the answer to a finished upload; answers 412 to one that it has",
    async run(studio) {
      const bucket = await studio.useBucket();
      await studio.worker.start();
      for (const [index, faults] of [
        [xml(503, "SlowDown"), xml(503, "SlowDown")],
        ["lose" as const],
        [xml(412, "PreconditionFailed")],
      ].entries()) {
        bucket.order(...faults.map(answerStored));
        const id = await studio.press();
        await waitUntil("each fault was played", () => bucket.waiting === 0);
        await studio.until(id, ["saving", "ready"]);
        await travel(MINUTE);
        await studio.until(id, "ready");
        await demandTheClip(studio, id, index + 1);
      }
      // One of the two is the comparison with the original.
      const { items } = await studio.emulator.truth();
      demand(
        items.every((task) => task.downloads === 2),
        `${items.map((task) => task.downloads - 1).join(", ")} downloads`,
      );
      return "asked what it holds before anything else: one download and one object each, all ready";
    },
  },
  {
    id: "F53",
    what: "a bucket gives a clip back with one byte changed",
    async run(studio) {
      const bucket = await studio.useBucket();
      bucket.order(corrupt);
      const id = await studio.press();
      await studio.worker.start();
      await waitUntil("it is found out", () => studio.worker.countLines("clip not saved yet") === 1);
      demand((await studio.row(id)).status === "saving" && bucket.waiting === 0, (await studio.row(id)).status);
      demand(bucket.objects().length === 0, "the damaged object was kept");
      await travel(MINUTE);
      await studio.until(id, "ready");
      await demandTheClip(studio, id, 1);
      return "not ready, thrown away, fetched again, then ready with the very bytes of the provider";
    },
  },
];
