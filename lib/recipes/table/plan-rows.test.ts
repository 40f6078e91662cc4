import { describe, expect, it } from "vitest";
import type { AssetView } from "@/lib/assets/view";
import { DEFAULT_MODELS } from "@/lib/models/choices";
import { DEFAULT_PRICES } from "@/lib/models/prices";
import { defaultRecipe } from "../default-recipe";
import type { Cells } from "./columns";
import { exactName, knownFiles } from "./file-names";
import type { NamedElement } from "./name-elements";
import { planRows, sumOf } from "./plan-rows";
import { readCells, type RowRecipe } from "./read-cells";
import { countVariations, type Dimensions, unfoldPrompt, vary } from "./variations";
import { writeCells } from "./write-cells";

const picture = (id: string, name: string): AssetView => ({
  ...{ id: `00000000-0000-7000-8000-00000000000${id}`, kind: "image", status: "ready", name, mimeType: "image/png", sizeBytes: 1000 },
  ...{ width: 1280, height: 720, durationMs: null, problem: null, fittedFrom: null },
});
const quay = picture("1", "Quay.png");
const rope = picture("2", "rope.jpg");
const twin = picture("3", "rope.jpg");
const known = knownFiles([quay, rope]);
const base: RowRecipe = { recipe: { ...defaultRecipe(), prompt: "A lighthouse", seed: 7 }, files: [{ role: "firstFrame", asset: quay }] };
const plan = (cells: Cells, files = known) =>
  planRows([{ id: "a", line: 2, cells }], { base, known: files, surface: "native", prices: DEFAULT_PRICES, models: DEFAULT_MODELS })[0]!;

describe("an element that the prompt of a row names", () => {
  const anna = { id: quay.id.replace(/1$/, "8"), versionId: quay.id.replace(/1$/, "9"), name: "anna", text: "", consentUntil: null };
  const lan = { ...anna, id: quay.id.replace(/1$/, "7"), name: "小兰" };
  const elements = [
    { ...anna, files: [rope, twin] },
    { ...lan, files: [quay] },
  ];
  const planWith = (cells: Cells, named: readonly NamedElement[] = elements) =>
    planRows([{ id: "a", line: 2, cells }], {
      ...{ base: { ...base, files: [] }, known, elements: named, surface: "native", prices: DEFAULT_PRICES, models: DEFAULT_MODELS },
    })[0]!;

  it("adds its files behind those of the row, and its words", () => {
    const row = planWith({ prompt: "@Anna meets @annabel. @anna smiles", references: "Quay.png" });
    expect(row.recipe).toMatchObject({ mode: "references", prompt: "anna (Image 2, Image 3) meets @annabel. anna smiles" });
    expect(row.files.map(({ asset, element }) => [asset.id, element?.versionId])).toEqual([
      [quay.id, undefined],
      [rope.id, anna.versionId],
      [twin.id, anna.versionId],
    ]);
    expect(row.problems).toEqual([]);
    expect(planWith({ prompt: "＠小兰走向镜头" }).recipe).toMatchObject({ mode: "references", prompt: "小兰（图片1）走向镜头" });
  });

  it("is refused in a mode that takes no references, and when its consent is over", () => {
    expect(planWith({ prompt: "@anna runs", mode: "text" }).problems).toMatchObject([{ code: "mentionMissing" }]);
    const lapsed = elements.map((element) => ({ ...element, consentUntil: "2020-01-01" }));
    expect(planWith({ prompt: "@anna runs" }, lapsed).problems).toMatchObject([{ code: "consentOver", values: { names: "@anna" } }]);
  });
});

describe("the cells of a row", () => {
  it("leave everything that the table does not say as it is in the composer", () => {
    expect(readCells({ prompt: "A boat" }, base, known)).toEqual({ ...base, recipe: { ...base.recipe, prompt: "A boat" }, problems: [] });
    expect(readCells({ seed: "", ratio: "" }, base, known).recipe).toMatchObject({ seed: null, ratio: "16:9", prompt: "A lighthouse" });
  });

  it.each<[Cells, object]>([
    [{ ratio: "16：9" }, { ratio: "16:9" }],
    [{ ratio: "09:16:00" }, { ratio: "9:16" }],
    [{ ratio: "21 x 9" }, { ratio: "21:9" }],
    [{ ratio: "自动" }, { ratio: "adaptive" }],
    [{ resolution: "480P" }, { resolution: "480p" }],
    [{ resolution: "1080" }, { resolution: "1080p" }],
    [{ durationSeconds: "８ 秒" }, { durationSeconds: 8 }],
    [{ durationSeconds: "5s" }, { durationSeconds: 5 }],
    [{ durationSeconds: "auto" }, { durationSeconds: null }],
    [{ seed: "12 345" }, { seed: 12_345 }],
    [{ seed: "-1" }, { seed: null }],
    [
      { sound: "否", watermark: "YES" },
      { sound: false, watermark: true },
    ],
    [{ model: "seedance 2.0 FAST" }, { model: "seedance-2.0-fast" }],
    [{ model: "dreamina-seedance-2-0-mini-260615" }, { model: "seedance-2.0-mini" }],
    [{ mode: "全能参考" }, { mode: "references" }],
    [{ firstFrame: "quay.PNG" }, { mode: "firstFrame" }],
    [{ firstFrame: "quay.png", lastFrame: "rope.jpg" }, { mode: "firstLast" }],
    [{ references: "rope.jpg；quay.png" }, { mode: "references" }],
    [{ references: "" }, { mode: "text" }],
  ])("%j are read", (cells, expected) => {
    const { recipe, problems } = readCells(cells, base, known);
    expect(recipe).toMatchObject(expected);
    expect(problems).toEqual([]);
  });

  it("that cannot be read are named, each with what stood there", () => {
    const cells: Cells = {
      model: "Sora",
      ratio: "2:3",
      durationSeconds: "long",
      sound: "loud",
      seed: "1.5",
      references: "gone.png; rope.jpg",
    };
    expect(
      plan(cells).problems.map((problem) => [
        problem.code,
        "column" in problem && problem.column,
        problem.values?.value ?? problem.values?.name,
      ]),
    ).toEqual([
      ["fileMissing", "references", "gone.png"],
      ["unknownWord", "model", "Sora"],
      ["unknownWord", "ratio", "2:3"],
      ["unknownWord", "durationSeconds", "long"],
      ["unknownWord", "seed", "1.5"],
      ["unknownWord", "sound", "loud"],
    ]);
  });

  it("name one of several files that are called the same by its id, and another team's not at all", () => {
    const both = knownFiles([rope, twin]);
    expect(plan({ firstFrame: "rope.jpg" }, both).problems).toMatchObject([{ code: "fileAmbiguous", values: { count: 2 } }]);
    expect(plan({ firstFrame: exactName(twin) }, both)).toMatchObject({ problems: [], files: [{ asset: twin }] });
    expect(plan({ firstFrame: exactName(quay) }, both).problems).toMatchObject([{ code: "fileMissing" }]);
  });

  it("are judged as the composer judges, and priced", () => {
    expect(plan({ prompt: "" }).problems).toMatchObject([{ code: "promptEmpty" }]);
    expect(plan({ durationSeconds: "40", seed: "9999999999" }).problems.map(({ code }) => code)).toEqual([
      "durationUnavailable",
      "seedUnavailable",
    ]);
    expect(plan({ model: "Seedance 2.5" }).problems).toMatchObject([{ code: "notOnAccount" }]);
    expect(plan({ prompt: "x".repeat(8001) }).problems).toMatchObject([{ code: "promptTooLong", values: { characters: 8001 } }]);
    const short = plan({ durationSeconds: "5" });
    const long = plan({ durationSeconds: "10" });
    expect(sumOf([short, long])!.max).toBe(short.price!.micros!.max + long.price!.micros!.max);
    expect(sumOf([{ price: null }])).toBeNull();
  });

  it.each(["en", "zh"] as const)("come back as they were written, in %s", (language) => {
    const made: RowRecipe = {
      recipe: {
        ...defaultRecipe(),
        mode: "firstLast",
        prompt: "A\nB",
        ratio: "adaptive",
        durationSeconds: null,
        seed: 0,
        sound: false,
        returnLastFrame: true,
        priority: 3,
      },
      files: [
        { role: "firstFrame", asset: quay },
        { role: "lastFrame", asset: rope },
      ],
    };
    expect(readCells(writeCells(made, language), base, known)).toEqual({ ...made, problems: [] });
  });
});

describe("variations", () => {
  const none: Dimensions = { prompts: [], seeds: [], models: [], ratios: [], resolutions: [], durations: [], frames: [], references: [] };

  it("are every combination, and counted before they are made", () => {
    const dimensions: Dimensions = { ...none, ratios: ["16:9", "9:16"], seeds: [1, null] };
    const rows = vary({ ...base, files: [] }, dimensions);
    expect(countVariations(dimensions)).toBe(rows.length);
    expect(rows.map(({ ratio, seed }) => [ratio, seed])).toEqual([
      ["16:9", "1"],
      ["16:9", ""],
      ["9:16", "1"],
      ["9:16", ""],
    ]);
    expect(vary(base, none)).toHaveLength(1);
  });

  it("begin with each picture", () => {
    const rows = vary(base, { ...none, frames: [quay, rope] });
    expect(rows.map((cells) => readCells(cells, base, known).files)).toEqual([
      [{ role: "firstFrame", asset: quay }],
      [{ role: "firstFrame", asset: rope }],
    ]);
  });

  it("unfold the words in a prompt, and stop where nobody could read them", () => {
    expect(unfoldPrompt("A {red|blue} boat at {dawn | dusk}", 10)).toEqual([
      "A red boat at dawn",
      "A red boat at dusk",
      "A blue boat at dawn",
      "A blue boat at dusk",
    ]);
    expect(unfoldPrompt("No choice {here}", 10)).toEqual(["No choice {here}"]);
    expect(unfoldPrompt("{a|b}".repeat(30), 501)).toHaveLength(501);
  });
});
