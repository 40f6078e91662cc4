import { get, type IncomingMessage } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { db } from "@/lib/platform/db/client";
import { publish } from "@/lib/platform/events/publish";
import { newId } from "@/lib/shared/ids";
import { makeMember } from "@/lib/testing/factories";
import { figure, type Bench } from "./figure";
import { startBenchStudio, timed } from "./studio-kit";

const PEOPLE = 200;
const PAGES_EACH = 5;
const CHANGES_PER_SECOND = 20;
const SECONDS = 15;

/** A thousand open pages of one team, and twenty changes a second. The goals are 60 MB above idle and a tenth of a core. */
export const liveFanout: Bench = {
  name: "live-fanout",
  about: "1,000 open streams and 20 changes a second, against 60 MB, 10 % of a core, and the statements of ten streams",
  run: async (say) => {
    const studio = await startBenchStudio();
    const pages: IncomingMessage[] = [];
    try {
      const first = await makeMember("viewer");
      const { slug } = await db.team.findUniqueOrThrow({ where: { id: first.teamId } });
      const url = `${studio.url}/api/events?team=${slug}`;
      const cookies = await Promise.all(
        Array.from({ length: PEOPLE }, async () => studio.signIn((await makeMember("viewer", { teamId: first.teamId })).userId)),
      );
      let heard = 0;
      const open = (index: number): Promise<void> =>
        new Promise((resolve, reject) => {
          get(url, { headers: { cookie: cookies[index % PEOPLE]! }, agent: false }, (answer) => {
            if (answer.statusCode !== 200) return reject(new Error(`a stream came as ${answer.statusCode}`));
            answer.setEncoding("utf8").on("data", (text: string) => (heard += text.split('"generation"').length - 1));
            pages.push(answer);
            resolve();
          }).on("error", reject);
        });

      await timed(10, 5, open);
      const few = await change(first.teamId);
      const idle = studio.webUse().residentBytes;
      await timed(PEOPLE * PAGES_EACH - 10, 20, (index) => open(index + 10));
      heard = 0;
      const many = await change(first.teamId);
      const expected = pages.length * CHANGES_PER_SECOND * SECONDS;
      say(`${heard} of ${expected} deliveries`);
      if (heard < expected) throw new Error("a change was lost");
      return [
        figure("live-fanout-memory", Math.round((studio.webUse().residentBytes - idle) / 1024 / 1024), "MB", 60),
        figure("live-fanout-core", Math.round(many.core * 1000) / 10, "%", 10),
        figure("live-fanout-commits", many.commits, "per change", few.commits),
      ];
    } finally {
      for (const page of pages) page.destroy();
      await studio.end();
    }

    /** Twenty changes a second for a while: what share of a core the web process takes, and what the database does for each. */
    async function change(teamId: string): Promise<{ core: number; commits: number }> {
      const before = { ...studio.webUse(), commits: await commits() };
      for (let count = 0; count < CHANGES_PER_SECOND * SECONDS; count++) {
        await Promise.all([publish(db, { teamId, kind: "generation", id: newId() }), wait(1000 / CHANGES_PER_SECOND)]);
      }
      await wait(1000);
      const core = (studio.webUse().cpuSeconds - before.cpuSeconds) / (SECONDS + 1);
      return { core, commits: Math.round(((await commits()) - before.commits) / (CHANGES_PER_SECOND * SECONDS) / 0.1) * 0.1 };
    }
  },
};

async function commits(): Promise<number> {
  const [row] = await db.$queryRaw<
    { count: bigint }[]
  >`SELECT xact_commit AS count FROM pg_stat_database WHERE datname = current_database()`;
  return Number(row!.count);
}
