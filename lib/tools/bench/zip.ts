import { randomBytes } from "node:crypto";
import { createWriteStream } from "node:fs";
import { stat } from "node:fs/promises";
import { get, type IncomingMessage } from "node:http";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { parseInput } from "@/lib/access/doors/parse-input";
import { keyOf } from "@/lib/files/keys";
import { prepareBundle } from "@/lib/generations/bundle/prepare-bundle";
import { bundleSchema } from "@/lib/generations/bundle/schema";
import { getStorage } from "@/lib/platform/storage/storage";
import { paths } from "@/lib/shared/paths";
import { makeFile, makeGeneration, makeMember, makeProject } from "@/lib/testing/factories";
import { figure, type Bench } from "./figure";
import { median, millisecondsOf, startBenchStudio, startPlainServer } from "./studio-kit";

const CLIPS = 20;
const SIZE = 45 * 1024 * 1024;
const ROUNDS = 5;

/** Many clips as one file, written while it is read, against a plain Node server that has that very file on its disk. The goal is 0.8. */
export const zip: Bench = {
  name: "zip",
  about: `a ZIP of ${CLIPS} clips of 45 MB through the web process with a session, against a plain Node server that sends the same bytes`,
  run: async (say) => {
    const studio = await startBenchStudio();
    try {
      const actor = await makeMember("creator");
      const { id: projectId } = await makeProject({ teamId: actor.teamId });
      const ids: string[] = [];
      for (let count = 0; count < CLIPS; count++) {
        const { id, teamId } = await makeGeneration({ teamId: actor.teamId, projectId, createdById: actor.userId, status: "ready" });
        const owner = { teamId, generationId: id };
        const { sizeBytes, sha256 } = await getStorage().put(keyOf(owner, "video"), randomBytes(SIZE));
        await makeFile(owner, "video", { bytes: sizeBytes, sha256 });
        ids.push(id);
      }
      const { id } = await prepareBundle(actor, parseInput(bundleSchema, { ids }));
      const ours = { url: studio.url + paths.api.bundle(id), headers: { cookie: await studio.signIn(actor.userId) } };

      const file = path.join(studio.dataDir, "whole.zip");
      await pipeline(await open(ours.url, ours.headers), createWriteStream(file));
      const { size } = await stat(file);
      if (size < CLIPS * SIZE) throw new Error(`a ZIP of ${size} bytes lacks some of its clips`);
      const plain = await startPlainServer(file, studio.dataDir);
      const speedOf = async (url: string, headers: Record<string, string>): Promise<number> => {
        let length = 0;
        const tookMs = await millisecondsOf(async () => {
          for await (const piece of await open(url, headers)) length += (piece as Buffer).length;
        });
        if (length !== size) throw new Error(`${length} of ${size} bytes came`);
        return size / 1024 / 1024 / (tookMs / 1000);
      };

      const speeds = { ours: [] as number[], theirs: [] as number[] };
      for (let round = 0; round < ROUNDS; round++) {
        speeds.theirs.push(await speedOf(`${plain.origin}/`, {}));
        speeds.ours.push(await speedOf(ours.url, ours.headers));
        say(`round ${round + 1}: ${speeds.ours[round]!.toFixed(0)} MB/s, plain ${speeds.theirs[round]!.toFixed(0)}`);
      }
      plain.stop();
      return [figure("zip", Math.round(median(speeds.ours)), "MB/s", Math.round(median(speeds.theirs)))];
    } finally {
      await studio.end();
    }
  },
};

const open = (url: string, headers: Record<string, string>): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    get(url, { headers, agent: false }, (answer) => {
      if (answer.statusCode === 200) resolve(answer);
      else reject(new Error(`a download came as ${answer.statusCode}`));
    }).on("error", reject);
  });
