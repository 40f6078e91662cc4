import { randomBytes } from "node:crypto";
import { request } from "node:http";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import { setTimeout as wait } from "node:timers/promises";
import { requestUpload } from "@/lib/assets/request-upload";
import { runFfmpeg } from "@/lib/platform/ffmpeg/run-ffmpeg";
import { MOST_PART_BYTES } from "@/lib/shared/request-limits";
import { makeMember } from "@/lib/testing/factories";
import { partHeaders } from "@/lib/testing/send-parts";
import { figure, type Bench } from "./figure";
import { startBenchStudio } from "./studio-kit";

const BYTES_PER_SECOND = 25_000;
const SECONDS = 600;
const BEAT_MS = 100;

/**
 * A line of 25 kB/s for ten minutes: no limit of time of ours, Node's or Next's may cut it. The picture is real, so that
 * what arrives must also be what was sent. One second more than the line itself takes is for looking at it, or ours.
 */
export const uploadSlow: Bench = {
  name: "upload-slow",
  about: "an upload of ten minutes at 25 kB/s, until the picture is ready, against the time that the line takes",
  run: async (say) => {
    const studio = await startBenchStudio();
    try {
      const bytes = await makeNoise(studio.dataDir, BYTES_PER_SECOND * SECONDS);
      say(`${bytes.length} bytes, ${Math.round(bytes.length / BYTES_PER_SECOND)} s`);
      const actor = await makeMember("creator");
      const headers = { cookie: await studio.signIn(actor.userId), origin: studio.url };
      const { asset } = await requestUpload(actor, { name: "noise.png", mimeType: "image/png", sizeBytes: bytes.length });
      const startedAt = performance.now();
      let answer = { status: 204, text: "" };
      for (let offset = 0; answer.status === 204; offset += MOST_PART_BYTES) {
        const part = bytes.subarray(offset, offset + MOST_PART_BYTES);
        answer = await sendSlowly(`${studio.url}/api/uploads/${asset.id}`, { ...headers, ...partHeaders(offset) }, part, (sent) =>
          say(`${offset + sent} bytes sent`),
        );
      }
      const { status, text } = answer;
      const tookSeconds = Math.round((performance.now() - startedAt) / 1000);
      if (status !== 200 || !text.includes('"ready"')) throw new Error(`the slow upload was answered with ${status}: ${text}`);
      return [figure("upload-slow", tookSeconds, "s", Math.round(bytes.length / BYTES_PER_SECOND))];
    } finally {
      await studio.end();
    }
  },
};

function sendSlowly(url: string, headers: Record<string, string>, part: Buffer, tell: (sentBytes: number) => void) {
  return new Promise<{ status: number; text: string }>((resolve, reject) => {
    const all = { ...headers, "content-length": part.length };
    const sent = request(url, { method: "PATCH", headers: all, agent: false }, (answer) => {
      let said = "";
      answer.setEncoding("utf8").on("data", (piece: string) => (said += piece));
      answer.on("end", () => resolve({ status: answer.statusCode!, text: said }));
    });
    sent.on("error", reject);
    Readable.from(paced(part, tell)).on("error", reject).pipe(sent);
  });
}

/** The bytes as a thin line brings them: by the clock, so that a late beat does not make it slower still. */
async function* paced(bytes: Buffer, tell: (sentBytes: number) => void): AsyncGenerator<Buffer> {
  const startedAt = performance.now();
  const beat = (BYTES_PER_SECOND * BEAT_MS) / 1000;
  for (let offset = 0; offset < bytes.length; offset += beat) {
    const dueAt = startedAt + (offset / BYTES_PER_SECOND) * 1000;
    await wait(Math.max(0, dueAt - performance.now()));
    if (offset % (BYTES_PER_SECOND * 60) === 0) tell(offset);
    yield bytes.subarray(offset, offset + beat);
  }
}

/** A picture of so many bytes, or a few more: noise cannot be packed. */
async function makeNoise(folder: string, atLeastBytes: number): Promise<Buffer> {
  const [pixels, picture] = [path.join(folder, "noise.rgb"), path.join(folder, "noise.png")];
  const side = Math.ceil(Math.sqrt(atLeastBytes / 3));
  await writeFile(pixels, randomBytes(side * side * 3));
  const raw = ["-f", "rawvideo", "-pix_fmt", "rgb24", "-s", `${side}x${side}`, "-i", pixels];
  await runFfmpeg([...raw, "-y", picture], { timeoutMs: 60_000 });
  return readFile(picture);
}
