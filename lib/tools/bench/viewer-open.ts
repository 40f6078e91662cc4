import { tmpdir } from "node:os";
import { setTimeout as wait } from "node:timers/promises";
import type { BrowserContext, Locator, Page } from "@playwright/test";
import { waitUntilAwake } from "@/e2e/journeys/harness/awake";
import { makePictures } from "@/lib/generations/keeping/make-pictures";
import { db } from "@/lib/platform/db/client";
import { paths } from "@/lib/shared/paths";
import { makeMember, makeProject } from "@/lib/testing/factories";
import { launchBrowser } from "./browser";
import { figure, type Bench } from "./figure";
import { drawClip, keepClip } from "./real-clips";
import { median, startBenchStudio, startPlainServer } from "./studio-kit";

const ROUNDS = 12;
/** The first time the viewer's own code comes as well. */
const WARM_UP = 1;
const VIEWPORT = { width: 1440, height: 900 };

/**
 * From the click on a card to the first frame of its clip that is on the screen, each time another clip, so that no browser has kept its bytes.
 * The goal is 1.1 times a page that has nothing but a video.
 */
export const viewerOpen: Bench = {
  name: "viewer-open",
  about: "from the click on a card to the clip's first frame in the viewer, against a bare video of the same file from a plain Node server",
  run: async (say) => {
    const studio = await startBenchStudio();
    const browser = await launchBrowser();
    try {
      const actor = await makeMember("creator");
      const project = await makeProject({ teamId: actor.teamId });
      const { slug } = await db.team.findUniqueOrThrow({ where: { id: actor.teamId } });
      say("making the clips");
      const file = await drawClip(studio.dataDir, "clip", "A harbour at dawn");
      const place = { teamId: actor.teamId, projectId: project.id, createdById: actor.userId };
      const ids: string[] = [];
      for (let count = 0; count < WARM_UP + ROUNDS; count++) {
        const id = await keepClip(place, file);
        await makePictures(id);
        ids.push(id);
      }
      await untilLookedThrough();
      const plain = await startPlainServer(file, tmpdir());
      const [name = "", value = ""] = (await studio.signIn(actor.userId)).split("=");
      const context = await browser.newContext({ locale: "en-US", viewport: VIEWPORT });
      await context.addCookies([{ name, value, url: studio.url }]);
      waitUntilAwake(context);
      const gallery = await context.newPage();
      await gallery.goto(studio.url + paths.create(slug, project.slug));
      const bare = await barePage(await browser.newContext({ viewport: VIEWPORT }), plain.origin);

      const times = { ours: [] as number[], bare: [] as number[] };
      for (const [round, id] of ids.toReversed().entries()) {
        const took = { bare: await openBare(bare), ours: await openInViewer(gallery, id) };
        if (round < WARM_UP) continue;
        times.bare.push(took.bare.shown);
        times.ours.push(took.ours.shown);
        say(`round ${round}: ${told(took.ours)}; bare ${told(took.bare)}`);
      }
      plain.stop();
      return [figure("viewer-open", median(times.ours), "ms", median(times.bare))];
    } finally {
      await browser.close();
      await studio.end();
    }
  },
};

/** The worker looks through each new clip, which would take the processor from both. */
async function untilLookedThrough(): Promise<void> {
  while ((await db.clipCheck.count({ where: { nextAt: { not: null } } })) > 0) await wait(500);
}

async function openInViewer(page: Page, id: string): Promise<Opening> {
  const took = await firstFrame(page, page.locator(`[data-generation="${id}"] [data-card-open]`));
  await page.keyboard.press("Escape");
  await page.locator("[data-slot=generation-player]").waitFor({ state: "detached" });
  // A card under the pointer would play on beside the other page.
  await page.mouse.move(0, 0);
  return took;
}

/** In milliseconds after the click, by the clock of the page. */
interface Opening {
  /** Until the page has the video, whose bytes are asked for then. */
  put: number;
  /** Until its first bytes were here. */
  answered: number;
  /** Until there was a frame to be drawn. */
  decoded: number;
  shown: number;
}

const told = ({ shown, ...steps }: Opening): string =>
  `${shown.toFixed(0)} ms (${Object.entries(steps)
    .map(([step, time]) => `${step} ${time.toFixed(0)}`)
    .join(", ")})`;

async function firstFrame(page: Page, pressed: Locator): Promise<Opening> {
  await page.bringToFront();
  const [opening] = await Promise.all([page.evaluate(untilFirstFrame), pressed.click()]);
  return opening;
}

/** In the page: from the next click to the first frame that is given to the screen of the video that comes by it. */
const untilFirstFrame = (): Promise<Opening> =>
  new Promise((resolve) => {
    let pressedAt = 0;
    addEventListener("click", ({ timeStamp }) => (pressedAt = timeStamp), { capture: true, once: true });
    const observer = new MutationObserver(() => {
      const video = document.querySelector<HTMLVideoElement>("[data-slot=player-video]");
      if (!video) return;
      observer.disconnect();
      const put = performance.now() - pressedAt;
      let decoded = 0;
      video.addEventListener("loadeddata", () => (decoded = performance.now() - pressedAt), { once: true });
      video.requestVideoFrameCallback((_, { presentationTime }) => {
        const [bytes] = performance.getEntriesByName(video.currentSrc) as PerformanceResourceTiming[];
        resolve({ put, answered: (bytes?.responseStart ?? pressedAt) - pressedAt, decoded, shown: presentationTime - pressedAt });
      });
    });
    observer.observe(document.body, { childList: true, subtree: true });
  });

async function openBare(page: Page): Promise<Opening> {
  const took = await firstFrame(page, page.getByRole("button"));
  // As the viewer is closed: it would play on beside the other page.
  await page.evaluate(() => document.querySelector("video")!.remove());
  return took;
}

/** A page with a button, each press of which brings a new video. */
async function barePage(context: BrowserContext, origin: string): Promise<Page> {
  const page = await context.newPage();
  await page.setContent("<button>Open</button><main></main>");
  await page.evaluate((from) => {
    let count = 0;
    document.querySelector("button")!.addEventListener("click", () => {
      const video = document.createElement("video");
      // An address of its own, so that it is not the one that was kept.
      Object.assign(video, { src: `${from}/?${count++}`, preload: "auto", playsInline: true });
      video.dataset["slot"] = "player-video";
      document.querySelector("main")!.append(video);
      void video.play();
    });
  }, origin);
  return page;
}
