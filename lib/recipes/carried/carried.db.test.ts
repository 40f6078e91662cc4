import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Actor } from "@/lib/access/callers/actor";
import { parseInput } from "@/lib/access/doors/parse-input";
import { uuidBox } from "@/lib/shared/mp4-boxes";
import { truncateAll } from "@/lib/testing/database";
import { makeAsset, makeMember } from "@/lib/testing/factories";
import { defaultRecipe } from "../default-recipe";
import { findCarried, RECIPE_BOX } from "./find-carried";
import { MAX_CARRIED_BYTES } from "./limits";
import { carriedSchema, restoreCarried } from "./restore-carried";
import { carriedBox, type CarriedFile } from "./write-carried";

let actor: Actor;
const sha256 = "ab".repeat(32);
const recipe = {
  ...defaultRecipe(),
  mode: "references" as const,
  prompt: "Image 2 at dawn, see https://example.com/a.png",
  seed: 7,
  priority: 3,
};

beforeEach(async () => {
  await truncateAll();
  actor = await makeMember();
});

const findIn = (bytes: Uint8Array) => findCarried((start, length) => Promise.resolve(bytes.subarray(start, start + length)), bytes.length);
const restore = async (text: string) => restoreCarried(actor, parseInput(carriedSchema, { text }));
const textOf = (said: object) => JSON.stringify({ dailies: "recipe", version: 1, recipe, files: [], ...said });

async function carry(files: CarriedFile[]): Promise<string> {
  const found = await findIn(carriedBox(recipe, files));
  return found && found !== "unreadable" ? found.text : expect.fail("nothing was carried");
}

describe("a recipe that travels in a file", () => {
  it("comes back with the files that the team has, and names in their order those that it has not", async () => {
    const mine = await makeAsset({ teamId: actor.teamId, name: "Harbour.png", sourceSha256: sha256 });
    const text = await carry([
      { role: "reference", kind: "image", name: "Gone.png", sha256: "cd".repeat(32) },
      { role: "reference", kind: "image", name: "Pier.png", sha256 },
      { role: "reference", kind: "audio", name: "The same bytes as a sound.mp3", sha256 },
    ]);
    const restored = await restore(text);
    expect(restored).toMatchObject({
      // Its seed and its place in the line are nobody's choice here.
      recipe: { ...recipe, seed: null, priority: 0 },
      lost: [],
      files: [
        { name: "Gone.png", asset: null },
        { name: "Pier.png", asset: { id: mine.id, name: "Harbour.png" } },
        { kind: "audio", asset: null },
      ],
    });
  });

  it("never brings another team's file", async () => {
    await makeAsset({ sourceSha256: sha256, sha256 });
    const text = await carry([{ role: "firstFrame", kind: "image", name: "Theirs.png", sha256 }]);
    expect(await restore(text)).toMatchObject({ files: [{ name: "Theirs.png", asset: null }] });
  });

  it("asks nobody for the links in a prompt", async () => {
    const asked = vi.spyOn(globalThis, "fetch");
    expect(await restore(await carry([]))).toMatchObject({ recipe: { prompt: recipe.prompt } });
    expect(asked).not.toHaveBeenCalled();
  });

  it("keeps what is known and says what is not", async () => {
    const said = { ...recipe, model: "seedance-9", resolution: "16k", durationSeconds: -4, sound: "loud" };
    expect(await restore(textOf({ recipe: said }))).toMatchObject({
      recipe: { prompt: recipe.prompt, model: defaultRecipe().model, resolution: defaultRecipe().resolution },
      lost: ["model", "resolution", "durationSeconds", "sound"],
    });
  });

  it("has one place for each frame", async () => {
    const frame = { role: "firstFrame", kind: "image", sha256: null };
    const restored = await restore(textOf({ files: Array.from({ length: 60 }, (_, index) => ({ ...frame, name: `${index}.png` })) }));
    expect(restored).toMatchObject({ files: [{ name: "0.png" }] });
    expect(restored).toHaveProperty("files.length", 1);
  });

  it.each([
    ["no JSON", "{"],
    ["nothing at all", ""],
    ["another program's", JSON.stringify({ recipe })],
    ["of no version", textOf({ version: "1" })],
    ["deep without an end", `${'{"a":'.repeat(20_000)}1${"}".repeat(20_000)}`],
    ["a prompt that no database keeps", textOf({ recipe: { ...recipe, prompt: "a\u0000b" } })],
    ["more files than a draft holds", textOf({ files: Array(61).fill({ role: "reference", kind: "image", name: "a", sha256: null }) })],
    [
      "a file with an address for a hash",
      textOf({ files: [{ role: "reference", kind: "image", name: "a", sha256: "https://example.com" }] }),
    ],
    ["an empty recipe", textOf({ recipe: {} })],
    ["a list for a recipe", textOf({ recipe: [] })],
  ])("is unreadable: %s", async (_, text) => expect(await restore(text)).toBe("recipeUnreadable"));

  it("of a later version is told apart from a broken one", async () => expect(await restore(textOf({ version: 2 }))).toBe("recipeNewer"));

  it("reaches no prototype", async () => {
    const text = textOf({}).replace('"mode"', '"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"mode"');
    expect(Object.keys((JSON.parse(text) as { recipe: object }).recipe)).toContain("__proto__");
    const restored = await restore(text);
    expect(restored).toMatchObject({ recipe: { prompt: recipe.prompt } });
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect(Object.keys((restored as { recipe: object }).recipe).toSorted()).toEqual(Object.keys(recipe).toSorted());
  });

  it("is not even read where it is larger than any can be, or no text", async () => {
    expect(await findIn(uuidBox(RECIPE_BOX, new Uint8Array(MAX_CARRIED_BYTES + 1)))).toBe("unreadable");
    expect(await findIn(uuidBox(RECIPE_BOX, new Uint8Array([0xff, 0xfe])))).toBe("unreadable");
    expect(await findIn(uuidBox("00".repeat(16), new Uint8Array(4)))).toBeNull();
    expect(() => parseInput(carriedSchema, { text: "a".repeat(MAX_CARRIED_BYTES + 1) })).toThrow();
  });
});
