import { setTimeout as wait } from "node:timers/promises";
import type { BrowserContext, Page } from "@playwright/test";
import { makePicture } from "@/e2e/journeys/harness/media";
import { markClips } from "@/lib/generations/marks/mark";
import { markSchema } from "@/lib/generations/marks/schema";
import { paths } from "@/lib/shared/paths";
import { launchBrowser } from "./browser";
import { figure, type Bench } from "./figure";
import { provideHundredThousand } from "./many-clips-studio";
import { openBoxes, scroll, type Scrolled, VIEWPORT } from "./scroll";
import { startBenchStudio } from "./studio-kit";

const CARDS = 100_000;
const SECONDS = 30;
const CHANGES_PER_SECOND = 20;
const GOALS = { longFrames: 1, heapMegabytes: 25, nodes: 600 };

/**
 * The gallery of 100,000 clips under a wheel, first while nothing happens and then while twenty cards a second change, those in sight among them.
 * The goals are the frames of a page of bare boxes, 1 % of frames over 50 ms (or what the boxes have, on a busy machine), 25 MB and 600 elements.
 */
export const galleryScroll: Bench = {
  name: "gallery-scroll",
  about: `${CARDS} cards under a wheel for ${SECONDS} s, quiet and with ${CHANGES_PER_SECOND} changes a second, against as many bare boxes, and 1 % long frames, 25 MB, 600 elements`,
  run: async (say) => {
    const { dataDir, actor, team, project } = await provideHundredThousand(say);
    const studio = await startBenchStudio(dataDir);
    const browser = await launchBrowser();
    try {
      const [name = "", value = ""] = (await studio.signIn(actor.userId)).split("=");
      const open = async (): Promise<Page> => {
        const context = await browser.newContext({ locale: "en-US", viewport: VIEWPORT });
        await context.addCookies([{ name, value, url: studio.url }]);
        await answerPictures(context);
        const page = await context.newPage();
        await page.goto(studio.url + paths.create(team, project.slug));
        await page.getByRole("slider", { name: "Date" }).waitFor();
        return page;
      };
      const measure = async (page: Page): Promise<Scrolled> => {
        const scrolled = await scroll(page, "Gallery", SECONDS);
        say(`${await page.evaluate(() => Math.round(scrollY))} px down: ${JSON.stringify(scrolled)}`);
        await page.context().close();
        return scrolled;
      };
      say("bare boxes");
      const bare = await measure(await openBoxes(await browser.newContext({ viewport: VIEWPORT }), CARDS, "Gallery"));
      say("the gallery");
      const quiet = await measure(await open());
      say(`the gallery, and ${CHANGES_PER_SECOND} changes a second`);
      const page = await open();
      const changes = change(page, (id, rating) => markClips(actor, markSchema.parse({ ids: [id], rating })));
      const busy = await measure(page);
      say(`${await changes} changes`);
      return Object.entries({ quiet, busy }).flatMap(([kind, scrolled]) => [
        figure(`gallery-scroll-${kind}`, scrolled.framesPerSecond, "fps", bare.framesPerSecond),
        figure(`gallery-scroll-${kind}-long`, scrolled.longFrames, "% of frames", Math.max(GOALS.longFrames, bare.longFrames)),
        figure(`gallery-scroll-${kind}-heap`, scrolled.heapMegabytes, "MB", GOALS.heapMegabytes),
        figure(`gallery-scroll-${kind}-nodes`, scrolled.nodes, "elements", GOALS.nodes),
      ]);
    } finally {
      await browser.close();
      await studio.end();
    }
  },
};

/** The clips have no bytes: every poster is the same one, and is drawn anew each time. */
async function answerPictures(context: BrowserContext): Promise<void> {
  const { buffer, mimeType } = await makePicture("poster.webp", { width: 480, height: 270, format: "webp" });
  await context.route("**/api/media/**", (route) => route.fulfill({ body: buffer, contentType: mimeType }));
}

/** Changes cards that exist in the page, as people do, until it is closed. @returns how many */
async function change(page: Page, rate: (id: string, rating: number) => Promise<unknown>): Promise<number> {
  let count = 0;
  while (!page.isClosed()) {
    const ids = await page
      .locator("[data-slot=generation-card]")
      .evaluateAll((cards) => cards.map((card) => card.getAttribute("data-generation")!))
      .catch(() => []);
    for (let turn = 0; turn < CHANGES_PER_SECOND && ids.length > 0; turn++) {
      const id = ids[Math.floor((turn / CHANGES_PER_SECOND) * ids.length)]!;
      await Promise.all([rate(id, 1 + (count++ % 5)), wait(1000 / CHANGES_PER_SECOND)]);
    }
  }
  return count;
}
