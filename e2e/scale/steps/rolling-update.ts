import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { demand } from "../../faults/fault-case";
import { publicSideOf, makeMachineFolder } from "../machine-folder";
import { pause } from "../../faults/wait-until";
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
    await studio.untilReady(ids);
    demand(
      exits.every((code) => code === 0),
      `exit codes ${exits.join()}`,
    );
    demand(lost === 0, `${lost} of ${parts.length} parts of an old page were not found while both versions ran`);
    const gone = await missing();
    return (
      `build ${publicSideOf(next).buildId} in place of ${publicSideOf(studio.secondFolder).buildId}: ${ids.length} pressed on pages of the old version, ${ids.length} ready, ` +
      `${studio.unanswered - before} calls made again; all ${parts.length} parts of an old page found while both versions ran, ${gone} of them gone afterwards`
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
