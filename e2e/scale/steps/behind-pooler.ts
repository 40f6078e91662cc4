import path from "node:path";
import { checkPooler, hasPooler } from "@/lib/platform/db/check-pooler";
import { demand } from "../../faults/fault-case";
import { waitUntil } from "../../faults/wait-until";
import { openPage } from "../open-page";
import { openPooler } from "../pooler";
import type { ScaleStep } from "../scale-step";
import { findProgram } from "../tools";

export const behindPooler: ScaleStep = {
  name: "pooler",
  about: "all machines behind PgBouncer in transaction mode, which ends all lines once while people press",
  async run(studio) {
    const program = findProgram("pgbouncer", "pgbouncer");
    const serverUrl = studio.postgres.url;
    const bare = await openPooler(program, path.join(studio.folder, "bare-pooler"), serverUrl, "");
    demand(await hasPooler(bare.url), "a pooler in the place of the server was not noticed");
    demand((await checkPooler(bare.url, serverUrl)) === "unbounded", "sessions without an end were not noticed");
    await bare.stop();
    demand(!(await hasPooler(serverUrl)), "the server was taken for a pooler");

    const pooler = await openPooler(program, path.join(studio.folder, "pooler"), serverUrl);
    studio.atEnd(pooler.stop);
    studio.settings.DATABASE_POOL_URL = pooler.url;
    for (const machine of studio.machines) {
      demand((await machine.terminate()).code === 0, `${machine.name} did not end well`);
      await machine.start();
    }
    const before = studio.unanswered;
    const visitors = await Promise.all(Array.from({ length: 8 }, (_, person) => studio.visit(person)));
    const pages = await Promise.all(visitors.slice(0, 3).map((visitor) => openPage(visitor, studio.teamSlug)));
    const pressing = visitors.map(async (visitor) => {
      const ids: string[] = [];
      for (let take = 0; take < 3; take++) ids.push(await studio.press(visitor, { prompt: `through a pooler ${take}` }));
      return ids;
    });
    await pooler.restart();
    const ids = (await Promise.all(pressing)).flat();
    const last = await studio.press(visitors[0]!, { prompt: "the last one through a pooler" });
    await waitUntil("open pages hear of it", () => pages.every((page) => page.heard().includes(last)), 20_000);
    for (const page of pages) page.close();
    await studio.untilReady([...ids, last]);
    // From their next start on they are without it again.
    delete studio.settings.DATABASE_POOL_URL;
    return `${ids.length + 1} pressed, all ready, ${studio.unanswered - before} calls made again; 8 sessions for four machines; changes were heard of; a pooler in the place of the server and one without limits are noticed`;
  },
};
