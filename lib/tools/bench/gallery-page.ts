import pg from "pg";
import { PAGE_SIZE } from "@/lib/generations/queries";
import { getEnv } from "@/lib/platform/env";
import { encodeCursor } from "@/lib/shared/cursor";
import { paths } from "@/lib/shared/paths";
import { figure, type Bench } from "./figure";
import { provideMillion } from "./many-clips-studio";
import { median, millisecondsOf, startBenchStudio } from "./studio-kit";

const ROUNDS = 60;
const WARM_UP = 10;
const DEEP_PAGE = 10_000;

const ZONE = "Asia/Kathmandu";

/** A page of sixty cards of a project with a million clips, and its days. The goals are 8 times the bare rows, and 30 kB. */
export const galleryPage: Bench = {
  name: "gallery-page",
  about:
    "60 cards over HTTP at a million clips, the first page, the 10,000th and one of a date, and the days, against the same rows by bare SQL; 30 kB",
  run: async (say) => {
    const { dataDir, actor, team, project } = await provideMillion(say);
    const studio = await startBenchStudio(dataDir);
    const client = new pg.Client({ connectionString: getEnv().databaseUrl });
    try {
      await client.connect();
      const headers = { cookie: await studio.signIn(actor.userId) };
      const ask = async (path: string): Promise<number> => {
        const answer = await fetch(studio.url + path, { headers });
        const bytes = (await answer.arrayBuffer()).byteLength;
        if (!answer.ok) throw new Error(`a page came as ${answer.status}`);
        return bytes;
      };
      const pageAfter = (cursor?: string) => ask(paths.api.generations(team, project.slug, { cursor }));
      const { rows: before } = await client.query<{ id: string; created_at: Date }>(
        `SELECT id, created_at FROM generations WHERE project_id = $1 AND deleted_at IS NULL
         ORDER BY created_at DESC, id DESC OFFSET $2 LIMIT 1`,
        [project.id, (DEEP_PAGE - 1) * PAGE_SIZE - 1],
      );
      const deep = before[0]!;
      const rowsAfter = async (cursor?: typeof deep): Promise<void> => {
        const { rowCount } = await client.query(
          `SELECT * FROM generations WHERE project_id = $1 AND deleted_at IS NULL AND ($2::uuid IS NULL OR (created_at, id) < ($3, $2))
           ORDER BY created_at DESC, id DESC LIMIT ${PAGE_SIZE}`,
          [project.id, cursor?.id, cursor?.created_at],
        );
        if (rowCount !== PAGE_SIZE) throw new Error(`${rowCount} rows on a page`);
      };
      const moment = deep.created_at.toISOString().slice(0, 16);
      const places = [
        { name: "first", ours: () => pageAfter(), bare: () => rowsAfter() },
        {
          name: "deep",
          ours: () => pageAfter(encodeCursor({ id: deep.id, createdAt: deep.created_at })),
          bare: () => rowsAfter(deep),
        },
        {
          name: "date",
          ours: () => ask(paths.api.generations(team, project.slug, { at: moment, zone: ZONE })),
          bare: () => rowsAfter(deep),
        },
        {
          // Against what it would cost to count the clips themselves.
          name: "days",
          ours: () => ask(paths.api.clipDays(team, project.slug, ZONE)),
          bare: async () => {
            await client.query(
              "SELECT (created_at AT TIME ZONE $2)::date AS day, count(*) FROM generations WHERE project_id = $1 AND deleted_at IS NULL GROUP BY 1",
              [project.id, ZONE],
            );
          },
        },
      ];
      const figures = [];
      for (const { name, ours, bare } of places) {
        const times = { ours: [] as number[], bare: [] as number[] };
        for (let round = 0; round < WARM_UP + ROUNDS; round++) {
          const took = { bare: await millisecondsOf(bare), ours: await millisecondsOf(ours) };
          if (round < WARM_UP) continue;
          times.bare.push(took.bare);
          times.ours.push(took.ours);
        }
        figures.push(
          figure(`gallery-page-${name}`, median(times.ours), "ms", median(times.bare)),
          figure(`gallery-page-${name}-size`, await ours(), "bytes", 30_000),
        );
      }
      return figures;
    } finally {
      await client.end();
      await studio.end();
    }
  },
};
