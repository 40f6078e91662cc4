import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { demand } from "../../faults/fault-case";
import { publicSideOf, makeMachineFolder } from "../machine-folder";
import { pause, waitUntil } from "../../faults/wait-until";
import { openPage } from "../open-page";
import type { ScaleStep } from "../scale-step";

/** Something that people see, in a file that several chunks are made of. */
const CHANGED = path.join("lib", "i18n", "messages", "en", "common.json");

const PRESS_EVERY_MS = 2_000;

/** Addresses of the scripts and styles of a page. */
const partsOf = (html: string): string[] => [...new Set(html.match(/\/_next\/static\/[^"'\\ ?]+\.(?:js|css)/g) ?? [])];

export const rollingUpdate: ScaleStep = {
  name: "update",
  about: "one machine after the other moves to another version, while people press on pages of the old one",
  async run(studio) {
    const [webOne, webTwo, workerOne, workerTwo] = studio.machines;
    const before = studio.unanswered;
    const next = await newVersion(`${studio.secondFolder}-next`);
    const visitor = await studio.visit(0, webOne);
    const through = await studio.visit(3);
    const parts = partsOf(await (await visitor.fetch(studio.page)).text());
    demand(parts.length > 5, `a page of ${parts.length} parts`);
    const missing = async (): Promise<number> => {
      const answers = await Promise.all(parts.map((part) => through.fetch(part)));
      await Promise.all(answers.map((answer) => answer.arrayBuffer()));
      return answers.filter(({ status }) => status !== 200).length;
    };

    let isOver = false;
    const ids: string[] = [];
    const pressing = [0, 1, 2].map(async (person) => {
      const page = await studio.visit(person);
      while (!isOver) {
        ids.push(await studio.press(page, { prompt: `during the update ${ids.length}` }));
        // Without a pause there are more clips at the end than two cores draw in the time that is waited for them.
        await pause(PRESS_EVERY_MS);
      }
    });
    const pages = await Promise.all([4, 5, 6, 7].map(async (person) => openPage(await studio.visit(person), studio.teamSlug)));
    const exits: (number | null)[] = [];
    let lost = 0;
    for (const machine of [webTwo!, workerTwo!, webOne!, workerOne!]) {
      exits.push((await machine.terminate()).code);
      machine.moveTo(next);
      await machine.start();
      // One machine of the old version is left: pages of it still find their parts.
      if (machine === webTwo) lost = await missing();
    }
    isOver = true;
    await Promise.all(pressing);
    // Both machines that an open page could hang on were replaced, so that each lost its stream; all have one again.
    const last = await studio.press(through, { prompt: "after the update" });
    ids.push(last);
    await waitUntil("all open pages hear of a press after the update", () => pages.every((page) => page.heard().includes(last)), 30_000);
    const returns = pages.map((page) => page.returns);
    for (const page of pages) page.close();
    await studio.untilReady(ids);
    demand(
      exits.every((code) => code === 0),
      `exit codes ${exits.join()}`,
    );
    demand(lost === 0, `${lost} of ${parts.length} parts of an old page were not found while both versions ran`);
    demand(
      returns.every((times) => times > 0),
      `an open page hung on a machine that was replaced and noticed nothing: ${returns.join()}`,
    );
    const again = studio.unanswered - before;
    const gone = await missing();
    return (
      `build ${publicSideOf(next).buildId} in place of ${publicSideOf(studio.secondFolder).buildId}: ${ids.length} pressed on pages of the old version, ${ids.length} ready, ` +
      `${again} calls made again; ${pages.length} open pages lost their stream ${returns.reduce((sum, times) => sum + times)} times and have it back; all ${parts.length} parts of an old page found while both versions ran, ${gone} of them gone afterwards`
    );
  },
};

/** The same studio with another word on it. */
async function newVersion(folder: string): Promise<string> {
  const change = (file: string): void => {
    const words = readFileSync(file, "utf8");
    writeFileSync(file, words.replace(/": "([A-Z])/, '": "$1$1'));
  };
  return makeMachineFolder(folder, (root) => change(path.join(root, CHANGED)));
}
