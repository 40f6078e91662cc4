import { describe, expect, it } from "vitest";
import { createNames, nameFrom, type NameFacts } from "./file-names";

const facts = (some: Partial<NameFacts>): NameFacts => ({
  ...{
    project: "Harbour",
    number: "007",
    name: "Wide shot, dawn",
    take: "take-3",
    prompt: "",
    date: "2026-11-29",
    time: "",
    seed: "",
    model: "",
  },
  ...{ resolution: "", author: "", id: "3f2a91bc" },
  ...some,
});

describe("names of files", () => {
  it.each([
    ["{project}_{number}_{name}_{take}", {}, "Harbour_007_Wide shot, dawn_take-3"],
    ["{project}/{name}", {}, "Harbour/Wide shot, dawn"],
    ["{name}", { name: "../../etc/passwd" }, "etc passwd"],
    ["../{name}/..", {}, "Wide shot, dawn"],
    ["{name}", { name: 'a<b>:c"d|e?f*g\\h' }, "a b c d e f g h"],
    ["{name}", { name: "CON" }, "_CON"],
    ["{name}", { name: "nul.txt" }, "_nul.txt"],
    ["{name}", { name: "trailing. . " }, "trailing"],
    ["{name}_{take}_{seed}", { take: "", seed: "" }, "Wide shot, dawn"],
    ["{unknown} {name}", {}, "{unknown} Wide shot, dawn"],
    ["{name}", { name: "" }, "3f2a91bc"],
    ["", {}, "3f2a91bc"],
    ["{name}", { name: "清晨，一艘船离港\u202e" }, "清晨，一艘船离港"],
    ["{name}", { name: "e\u0301" }, "\u00e9"],
  ])("%s of %o is %s", (template, some, expected) => {
    expect(nameFrom(template, facts(some))).toBe(expected);
  });

  it("are no longer than file systems take", () => {
    const name = nameFrom("{name}", facts({ name: "船".repeat(500) }));
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(200);
    expect(name.isWellFormed()).toBe(true);
  });

  it("are each file's own, also where case tells no difference", () => {
    const nameOf = createNames();
    expect([nameOf("Dawn", "mp4"), nameOf("dawn", "mp4"), nameOf("Dawn", "mov"), nameOf("DAWN", "mp4")]).toEqual([
      "Dawn.mp4",
      "dawn (2).mp4",
      "Dawn.mov",
      "DAWN (3).mp4",
    ]);
  });
});
