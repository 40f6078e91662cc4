import { Agent, get, type IncomingMessage } from "node:http";
import { randomBytes } from "node:crypto";
import { tmpdir } from "node:os";
import path from "node:path";
import { keyOf } from "@/lib/files/keys";
import { getStorage } from "@/lib/platform/storage/storage";
import { makeFile, makeGeneration, makeMember } from "@/lib/testing/factories";
import { figure, type Bench } from "./figure";
import { median, startBenchStudio, startPlainServer, timed } from "./studio-kit";

const SIZE = 45 * 1024 * 1024;
const PART = 1024 * 1024;
const PARTS = 200;
const ABORTS = 10_000;
const ROUNDS = 5;

/** Ranges of a clip through the whole door, with a session, against a plain Node server that asks nobody. The goal is 0.85. */
export const media: Bench = {
  name: "media",
  about: "200 ranges of 1 MB, 8 at once, against a plain Node server; 10,000 readers that leave",
  run: async (say) => {
    const studio = await startBenchStudio();
    try {
      const { userId, teamId } = await makeMember("viewer");
      const { id } = await makeGeneration({ teamId, status: "ready" });
      const owner = { teamId, generationId: id };
      const key = keyOf(owner, "video");
      const { sizeBytes, sha256 } = await getStorage().put(key, randomBytes(SIZE));
      await makeFile(owner, "video", { bytes: sizeBytes, sha256 });
      const plain = await startPlainServer(path.join(studio.dataDir, key), tmpdir());
      const ours = { url: `${studio.url}/api/media/${id}/video`, headers: { cookie: await studio.signIn(userId) } };
      const theirs = { url: `${plain.origin}/`, headers: {} };
      const agent = new Agent({ keepAlive: true, maxSockets: 8 });
      const part = async ({ url, headers }: typeof ours | typeof theirs, index: number): Promise<void> => {
        const start = (index * PART) % (SIZE - PART);
        const answer = await open(url, { ...headers, range: `bytes=${start}-${start + PART - 1}` }, agent);
        if (answer.statusCode !== 206 || (await lengthOf(answer)) !== PART) throw new Error(`a part came as ${answer.statusCode}`);
      };
      const speeds = { ours: [] as number[], theirs: [] as number[] };
      for (let round = 0; round < ROUNDS; round++) {
        speeds.theirs.push(PARTS / (await timed(PARTS, 8, (index) => part(theirs, index))));
        speeds.ours.push(PARTS / (await timed(PARTS, 8, (index) => part(ours, index))));
        say(`round ${round + 1}: ${speeds.ours[round]!.toFixed(0)} MB/s, plain ${speeds.theirs[round]!.toFixed(0)}`);
      }
      plain.stop();

      const whole = await open(ours.url, ours.headers, agent);
      if (whole.headers["content-length"] !== String(SIZE) || (await lengthOf(whole)) !== SIZE)
        throw new Error("a download without its length");

      say(`${ABORTS} readers leave`);
      const before = studio.complaints().length;
      await timed(ABORTS, 32, async () => (await open(ours.url, ours.headers)).destroy());
      const complaints = studio.complaints().slice(before);
      if (complaints.length > 0) throw new Error(`readers that left raised: ${complaints.slice(0, 3).join(", ")}`);
      if (!(await fetch(`${studio.url}/api/health/live`)).ok) throw new Error("the web process did not outlive them");
      return [figure("media", Math.round(median(speeds.ours)), "MB/s", Math.round(median(speeds.theirs)))];
    } finally {
      await studio.end();
    }
  },
};

const open = (url: string, headers: Record<string, string>, agent?: Agent): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    get(url, { headers, agent: agent ?? false }, resolve).on("error", reject);
  });

async function lengthOf(answer: IncomingMessage): Promise<number> {
  let length = 0;
  for await (const piece of answer) length += (piece as Buffer).length;
  return length;
}
