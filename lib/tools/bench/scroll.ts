import { setTimeout as wait } from "node:timers/promises";
import type { BrowserContext, Page } from "@playwright/test";

/** A notch of the wheel, and how often it comes: four screens a second. */
const TURN_PX = 120;
const TURN_MS = 32;
export const VIEWPORT = { width: 1440, height: 900 };
const LONG_FRAME_MS = 50;
const MEGABYTE = 1024 * 1024;

export interface Scrolled {
  framesPerSecond: number;
  /** Of a hundred. */
  longFrames: number;
  heapMegabytes: number;
  nodes: number;
}

/** As many boxes of the size of a card, and nothing else. */
export async function openBoxes(context: BrowserContext, count: number, label: string): Promise<Page> {
  const page = await context.newPage();
  await page.setContent(
    "<style>body{margin:0}section{display:grid;grid-template-columns:repeat(4,1fr);gap:12px;grid-auto-rows:260px}div{background:#888}</style>",
  );
  await page.evaluate(
    ({ boxes, name }) => {
      const list = document.body.appendChild(document.createElement("section"));
      list.setAttribute("aria-label", name);
      list.append(...Array.from({ length: boxes }, () => document.createElement("div")));
    },
    { boxes: count, name: label },
  );
  return page;
}

/** Turns the wheel for a while over the part of the page with this label, and reads how it kept up. */
export async function scroll(page: Page, label: string, seconds: number): Promise<Scrolled> {
  const devtools = await page.context().newCDPSession(page);
  const heap = async (): Promise<number> => {
    await devtools.send("HeapProfiler.collectGarbage");
    return (await devtools.send("Runtime.getHeapUsage")).usedSize;
  };
  // Behind what a page does when it is opened.
  await wait(5_000);
  const before = await heap();
  await page.evaluate(watchFrames, label);
  await page.mouse.move(VIEWPORT.width / 2, VIEWPORT.height / 3);
  const end = performance.now() + seconds * 1000;
  while (performance.now() < end) await Promise.all([page.mouse.wheel(0, TURN_PX), wait(TURN_MS)]);
  const { frames, nodes } = await page.evaluate(() => (window as unknown as { watched: Watched }).watched);
  const gaps = frames.slice(1).map((at, index) => at - frames[index]!);
  const round = (value: number): number => Math.round(value * 100) / 100;
  return {
    framesPerSecond: round((gaps.length / (frames.at(-1)! - frames[0]!)) * 1000),
    longFrames: round((gaps.filter((gap) => gap > LONG_FRAME_MS).length / gaps.length) * 100),
    heapMegabytes: round(Math.max((await heap()) - before, 0) / MEGABYTE),
    nodes,
  };
}

interface Watched {
  frames: number[];
  nodes: number;
}

/** Runs in the page, where none of this file's helpers are: when each frame came, and the most elements that the gallery had. */
function watchFrames(label: string): void {
  const gallery = document.querySelector(`[aria-label="${label}"]`)!.getElementsByTagName("*");
  const watched = {
    frames: [] as number[],
    nodes: 0,
    look(at: number) {
      watched.frames.push(at);
      watched.nodes = Math.max(watched.nodes, gallery.length);
      requestAnimationFrame((next) => watched.look(next));
    },
  };
  Object.assign(window, { watched });
  requestAnimationFrame((first) => watched.look(first));
}
