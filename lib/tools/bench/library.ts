import type { BrowserContext } from "@playwright/test";
import pg from "pg";
import { makePicture } from "@/e2e/journeys/harness/media";
import { type LibraryFind, writeLibraryFind } from "@/lib/library/find";
import { LIBRARY_PAGE_SIZE } from "@/lib/library/list-files";
import type { LibraryPage } from "@/lib/library/view";
import { getEnv } from "@/lib/platform/env";
import { paths } from "@/lib/shared/paths";
import { makeMember, makeProject, makeTeam } from "@/lib/testing/factories";
import { launchBrowser } from "./browser";
import { figure, type Bench } from "./figure";
import { openBoxes, scroll, VIEWPORT } from "./scroll";
import { median, millisecondsOf, startBenchStudio } from "./studio-kit";

const FILES = 5_000;
const ROUNDS = 40;
const WARM_UP = 10;
const SECONDS = 15;
const GOALS = { search: 60, framesPerSecond: 58, heapMegabytes: 25 };

/** What many have, what few have and what nobody has, in both scripts, and together with what files are. */
const QUESTIONS: readonly LibraryFind[] = [
  { q: "harbour" },
  { q: "harb daw" },
  { q: "file 4321" },
  { q: "zebra" },
  { q: "夜" },
  { q: "霓虹" },
  { q: "harbour", show: "image", sort: "name" },
  { q: "7", show: "audio" },
  { tag: "Hero", sort: "used" },
  { folder: "Places", sort: "size" },
  { favourite: "yes" },
];

/** A library of 5,000 files. The goals are 8 times the bare rows for its first page, 60 ms for nineteen of twenty searches, and under a wheel 58 frames a second (or what bare boxes have, on a busy machine) and 25 MB. */
export const library: Bench = {
  name: "library",
  about: `${FILES} files: the first page over HTTP against the same rows by bare SQL, searches (${GOALS.search} ms), and the page under a wheel (${GOALS.framesPerSecond} fps, ${GOALS.heapMegabytes} MB)`,
  run: async (say) => {
    const studio = await startBenchStudio();
    const client = new pg.Client({ connectionString: getEnv().databaseUrl });
    const browser = await launchBrowser();
    try {
      await client.connect();
      const { id: teamId, slug: team } = await makeTeam();
      const actor = await makeMember("owner", { teamId });
      await makeProject({ teamId });
      await fill(client, teamId, actor.userId);
      const cookie = await studio.signIn(actor.userId);
      const ask = async (find: LibraryFind): Promise<LibraryPage> => {
        const answer = await fetch(studio.url + paths.api.library(team, writeLibraryFind(find)), { headers: { cookie } });
        if (!answer.ok) throw new Error(`the library answered ${answer.status}`);
        return ((await answer.json()) as { data: LibraryPage }).data;
      };
      const rows = async (): Promise<void> => {
        const { rowCount } = await client.query(
          `SELECT * FROM assets WHERE team_id = $1 AND status = 'ready' AND deleted_at IS NULL ORDER BY created_at DESC, id DESC LIMIT ${LIBRARY_PAGE_SIZE}`,
          [teamId],
        );
        if (rowCount !== LIBRARY_PAGE_SIZE) throw new Error(`${rowCount} rows on a page`);
      };
      const times = { ours: [] as number[], bare: [] as number[], search: [] as number[] };
      for (let round = 0; round < WARM_UP + ROUNDS; round++) {
        const took = { bare: await millisecondsOf(rows), ours: await millisecondsOf(() => ask({})) };
        if (round < WARM_UP) continue;
        times.bare.push(took.bare);
        times.ours.push(took.ours);
      }
      for (const question of QUESTIONS) {
        const own: number[] = [];
        let found = 0;
        for (let round = 0; round < WARM_UP + ROUNDS; round++) {
          const took = await millisecondsOf(async () => (found = (await ask(question)).items.length));
          if (round >= WARM_UP) own.push(took);
        }
        times.search.push(...own);
        say(`${decodeURIComponent(writeLibraryFind(question))}: ${found} files, ${median(own).toFixed(1)} ms`);
      }
      const [name = "", value = ""] = cookie.split("=");
      const context = await browser.newContext({ locale: "en-US", viewport: VIEWPORT });
      await context.addCookies([{ name, value, url: studio.url }]);
      await answerPictures(context);
      const page = await context.newPage();
      await page.goto(studio.url + paths.library(team));
      await page.getByRole("region", { name: "Library" }).getByRole("article").first().waitFor();
      const scrolled = await scroll(page, "Library", SECONDS);
      await context.close();
      const boxes = await scroll(await openBoxes(await browser.newContext({ viewport: VIEWPORT }), FILES, "Library"), "Library", SECONDS);
      say(`bare boxes: ${JSON.stringify(boxes)}`);
      say(`the library: ${JSON.stringify(scrolled)}`);
      const nth = (share: number): number => times.search.toSorted((a, b) => a - b)[Math.floor(times.search.length * share)]!;
      return [
        figure("library-page", median(times.ours), "ms", median(times.bare)),
        figure("library-search-p95", nth(0.95), "ms", GOALS.search),
        figure("library-scroll", scrolled.framesPerSecond, "fps", Math.min(GOALS.framesPerSecond, boxes.framesPerSecond)),
        figure("library-scroll-heap", scrolled.heapMegabytes, "MB", GOALS.heapMegabytes),
      ];
    } finally {
      await browser.close();
      await client.end();
      await studio.end();
    }
  },
};

/** The files have no bytes: every thumbnail is the same one. */
async function answerPictures(context: BrowserContext): Promise<void> {
  const { buffer, mimeType } = await makePicture("thumbnail.webp", { width: 480, height: 270, format: "webp" });
  await context.route("**/api/assets/**", (route) => route.fulfill({ body: buffer, contentType: mimeType }));
}

/** Files of every kind, a tenth of them under a tag, in a folder, or a favourite. */
async function fill(client: pg.Client, teamId: string, userId: string): Promise<void> {
  await client.query(
    `INSERT INTO assets (id, team_id, created_by_id, kind, status, name, mime_type, size_bytes, sha256, width, height, folder, created_at)
     SELECT gen_random_uuid(), $1, $2, (ARRAY['image', 'image', 'video', 'audio'])[1 + n % 4]::"AssetKind", 'ready',
       (ARRAY['harbour at dawn', '霓虹夜景', 'paper boat', '红伞下的孩子', 'lighthouse'])[1 + n % 5] || ' file ' || n || '.png', 'image/png', 100000 + n * 37,
       repeat('0', 64), 1280, 720, CASE WHEN n % 10 = 3 THEN 'Places' END, now() - n * interval '1 minute'
     FROM generate_series(1, ${FILES}) AS n`,
    [teamId, userId],
  );
  await client.query(
    `WITH tag AS (INSERT INTO labels (id, team_id, name, key) VALUES (gen_random_uuid(), $1, 'Hero', 'hero') RETURNING id)
     INSERT INTO asset_labels (team_id, asset_id, label_id) SELECT $1, assets.id, tag.id FROM assets, tag WHERE team_id = $1 AND size_bytes % 10 = 1`,
    [teamId],
  );
  await client.query(
    "INSERT INTO asset_favourites (team_id, asset_id, user_id) SELECT $1, id, $2 FROM assets WHERE team_id = $1 AND size_bytes % 10 = 2",
    [teamId, userId],
  );
  await client.query("VACUUM ANALYZE assets, asset_search, asset_labels, asset_favourites");
}
