import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Actor } from "@/lib/access/callers/actor";
import { CALL_PACE } from "@/lib/connections/call-pace";
import { submitGeneration } from "@/lib/generations/asking/submit";
import { sendToProvider } from "@/lib/generations/sending/send";
import { forgetUsualTimes } from "@/lib/generations/sending/usual-time";
import { db } from "@/lib/platform/db/client";
import { deployMigrations } from "@/lib/platform/db/migrate";
import { startEmbeddedPostgres } from "@/lib/platform/embedded-postgres/start-embedded-postgres";
import { newId } from "@/lib/shared/ids";
import { makeDraft } from "@/lib/testing/draft";
import { makeMember, makeProject } from "@/lib/testing/factories";
import { startTaskListServer } from "@/lib/testing/task-list-server";
import { figure, type Bench } from "./figure";
import { EMPTY_DATABASE, provideMillion } from "./many-clips-studio";
import { median, millisecondsOf, useDatabase } from "./studio-kit";

const BLOCKS = 20;
const PRESSES = 8;
const WARM_UP = 3;

interface Place {
  url: string;
  actor: Actor;
  projectId: string;
  press: number[];
  send: number[];
}

/** Submit and send in a studio with a million clips, against one without any on the same server. The goal is 1.5. */
export const press: Bench = {
  name: "press",
  about: "submit to answer, and send, at a million clips against none",
  run: async (say) => {
    const million = await provideMillion(say);
    const folder = path.join(million.dataDir, "postgres");
    const server = await startEmbeddedPostgres(folder);
    const provider = await startTaskListServer();
    const dataDir = mkdtempSync(path.join(tmpdir(), "dailies-bench-"));
    const settings = {
      EMULATOR_URL: provider.origin,
      CONCURRENCY: "20",
      SUBMISSIONS_PER_MINUTE: "100000",
      TEAM_SUBMISSIONS_PER_MINUTE: "100000",
    };
    const enter = (url: string): Promise<void> => useDatabase(url, dataDir, settings);
    try {
      const { url } = await startEmbeddedPostgres(folder, { database: EMPTY_DATABASE });
      await deployMigrations(url);
      await enter(url);
      const actor = await makeMember("owner");
      const none: Place = { url, actor, projectId: (await makeProject({ teamId: actor.teamId })).id, press: [], send: [] };
      const many: Place = { url: server.url, actor: million.actor, projectId: million.project.id, press: [], send: [] };
      for (let block = 0; block < BLOCKS; block++) {
        for (const place of [none, many]) {
          await enter(place.url);
          await pressAndSend(place);
        }
        say(`block ${block + 1}: press ${median(many.press).toFixed(1)} and ${median(none.press).toFixed(1)} ms`);
      }
      return [figure("press", median(many.press), "ms", median(none.press)), figure("send", median(many.send), "ms", median(none.send))];
    } finally {
      await useDatabase(null);
      await provider.stop();
      await server.stop();
      rmSync(dataDir, { recursive: true, force: true });
    }
  },
};

async function pressAndSend({ actor, projectId, press: presses, send: sends }: Place): Promise<void> {
  for (let count = 0; count < WARM_UP + PRESSES; count++) {
    // Whoever presses once in a while finds nothing kept, and an account that may be called.
    forgetUsualTimes();
    await db.providerAccount.updateMany({ data: { tokens: CALL_PACE.burst } });
    const id = newId();
    const draft = makeDraft({ prompt: "A cat runs over a meadow" });
    const pressed = await millisecondsOf(() => submitGeneration(actor, { id, projectId, draft }));
    const sent = await millisecondsOf(() => sendToProvider(id));
    // It goes again, so that the line stays as short as it was.
    const { status } = await db.generation.delete({ where: { id }, select: { status: true } });
    if (status !== "queued") throw new Error(`a clip that was sent is ${status}`);
    if (count < WARM_UP) continue;
    presses.push(pressed);
    sends.push(sent);
  }
}
