import { Agent, request } from "node:http";
import { createHash, randomBytes } from "node:crypto";
import { requestUpload } from "@/lib/assets/request-upload";
import { MOST_PART_BYTES } from "@/lib/shared/request-limits";
import { makeAsset, makeMember } from "@/lib/testing/factories";
import { partHeaders } from "@/lib/testing/send-parts";
import { figure, type Bench } from "./figure";
import { median, startBenchStudio, startPlainServer, timed } from "./studio-kit";

const SIZE = 45 * 1024 * 1024;
const AT_ONCE = 8;
const ROUNDS = 5;

/**
 * Receiving, through the whole door: from the first byte until all of them are stored and hashed; neither waits for the disk to take them.
 * The team has these bytes already, so that this is when the answer comes: looking at a new file and drawing it anew is
 * the work of ffmpeg and is not measured here. Ours come by tus, in parts; plain Node takes each file
 * in one go. The goals are 0.8, and 60 MB.
 */
export const upload: Bench = {
  name: "upload",
  about: "receiving 8 files of 45 MB at once, until they are stored and hashed, against plain Node that does the same; 60 MB",
  run: async (say) => {
    const studio = await startBenchStudio();
    try {
      const first = await makeMember("creator");
      const bytes = randomBytes(SIZE);
      const sourceSha256 = createHash("sha256").update(bytes).digest("hex");
      const { id: twin } = await makeAsset({ teamId: first.teamId, status: "ready", sourceSha256 });
      const plain = await startPlainServer(process.execPath, studio.dataDir);
      const people = await Promise.all(
        Array.from({ length: AT_ONCE }, async () => {
          const actor = await makeMember("creator", { teamId: first.teamId });
          return { actor, headers: { cookie: await studio.signIn(actor.userId), origin: studio.url } };
        }),
      );
      const demandOk = ({ status, text }: Answer): string => {
        if (status !== 200) throw new Error(`an upload was answered with ${status}: ${text}`);
        return text;
      };
      const ours = async (): Promise<number> => {
        const tickets = await Promise.all(
          people.map(({ actor }) => requestUpload(actor, { name: "clip.mp4", mimeType: "video/mp4", sizeBytes: SIZE })),
        );
        return timed(AT_ONCE, AT_ONCE, async (index) => {
          const url = `${studio.url}/api/uploads/${tickets[index]!.asset.id}`;
          if (!demandOk(await inParts(url, people[index]!.headers, bytes)).includes(twin))
            throw new Error("an upload was not recognised by its hash");
        });
      };
      const theirs = (): Promise<number> =>
        timed(AT_ONCE, AT_ONCE, async () => {
          if (demandOk(await send("PUT", `${plain.origin}/`, {}, bytes)) !== sourceSha256)
            throw new Error("the plain server hashed something else");
        });

      const idle = studio.webUse().residentBytes;
      let most = idle;
      const watch = setInterval(() => (most = Math.max(most, studio.webUse().residentBytes)), 50);
      const speeds = { ours: [] as number[], theirs: [] as number[] };
      const total = (AT_ONCE * SIZE) / 1024 / 1024;
      for (let round = 0; round < ROUNDS; round++) {
        speeds.theirs.push(total / (await theirs()));
        speeds.ours.push(total / (await ours()));
        say(`round ${round + 1}: ${speeds.ours[round]!.toFixed(0)} MB/s, plain ${speeds.theirs[round]!.toFixed(0)}`);
      }
      clearInterval(watch);
      plain.stop();
      return [
        figure("upload", Math.round(median(speeds.ours)), "MB/s", Math.round(median(speeds.theirs))),
        figure("upload-memory", Math.round((most - idle) / 1024 / 1024), "MB", 60),
      ];
    } finally {
      await studio.end();
    }
  },
};

interface Answer {
  status: number;
  text: string;
}

/** As a browser sends it: part by part on one line, each when the one before was acknowledged. */
async function inParts(url: string, headers: Record<string, string>, bytes: Buffer): Promise<Answer> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  try {
    for (let offset = 0; ; offset += MOST_PART_BYTES) {
      const part = bytes.subarray(offset, offset + MOST_PART_BYTES);
      const answer = await send("PATCH", url, { ...headers, ...partHeaders(offset) }, part, agent);
      if (answer.status !== 204) return answer;
    }
  } finally {
    agent.destroy();
  }
}

const send = (method: string, url: string, headers: Record<string, string>, bytes: Buffer, agent: Agent | false = false): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const sent = request(url, { method, headers: { ...headers, "content-length": bytes.length }, agent }, (answer) => {
      let text = "";
      answer.setEncoding("utf8").on("data", (piece: string) => (text += piece));
      answer.on("end", () => resolve({ status: answer.statusCode!, text }));
    });
    sent.on("error", reject);
    sent.end(bytes);
  });
