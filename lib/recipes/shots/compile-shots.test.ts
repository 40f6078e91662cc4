import { describe, expect, test } from "vitest";
import { compileShots, languageOfShots } from "./compile-shots";
import { emptyShot, type Shot } from "./shot";

const shot = (part: Partial<Shot>): Shot => ({ ...emptyShot("x"), ...part });
const three = [
  shot({ camera: "Slow push in", action: "A woman opens the door", seconds: "3" }),
  shot({ action: "Rain on her face", dialogue: "Anna: It is 10:30 already", seconds: "4" }),
  shot({ camera: "Low angle", action: "She runs", seconds: "3" }),
];
const en = { model: "seedance-2.0", language: "en", clipSeconds: 10 } as const;

describe("the family 2.0", () => {
  test("gets numbers, the whole length in words once and first, and no length of a shot", () => {
    expect(compileShots(three, en)).toBe(
      [
        "10 seconds.",
        "Shot 1: Slow push in. A woman opens the door.",
        'Shot 2: Hard cut to: Rain on her face. Anna: "It is 10:30 already"',
        "Shot 3: Hard cut to: Low angle. She runs.",
      ].join("\n"),
    );
    for (const model of ["seedance-2.0-fast", "seedance-2.0-mini"])
      expect(compileShots(three, { ...en, model })).toBe(compileShots(three, en));
  });

  test("is spoken to in Chinese where the words are Chinese", () => {
    const shots = [
      shot({ camera: "镜头缓缓推近", action: "女人打开门", seconds: "5" }),
      shot({ action: "她回头", dialogue: "安娜：走吧" }),
    ];
    expect(compileShots(shots, { ...en, language: "zh" })).toBe(
      "时长：10秒。\n镜头1：镜头缓缓推近。女人打开门。\n镜头2：硬切至：她回头。安娜：“走吧”",
    );
  });
});

describe("2.5", () => {
  const on25 = { ...en, model: "seedance-2.5" };

  test("gets whole seconds that join without a gap, to the full length", () => {
    const marks = [...compileShots(three, on25).matchAll(/^Shot \d \[(.*?)\]: /gmu)].map(([, mark]) => mark);
    expect(marks).toEqual(["0:00–0:03", "0:03–0:07", "0:07–0:10"]);
    expect(compileShots(three, on25)).not.toContain("10 seconds");
    expect(compileShots(three, { ...on25, language: "zh" })).toContain("镜头2 [0:03–0:07]：");
  });

  test("gets numbers where the lengths do not come to the clip's, or nobody gave any", () => {
    for (const shots of [three, three.map((one) => ({ ...one, seconds: "" }))])
      expect(compileShots(shots, { ...on25, clipSeconds: 12 })).toMatch(/^Shot 1: .*\nShot 2: .*\nShot 3: /u);
  });
});

test.each(["seedance-2.0", "seedance-2.5"])("where %s chooses the length there are only numbers", (model) => {
  expect(compileShots(three, { model, language: "en", clipSeconds: null })).toMatch(/^Shot 1: .*\nShot 2: .*\nShot 3: /u);
});

test("one shot alone is no list, and what says nothing is left out", () => {
  expect(compileShots([shot({ seconds: "3" }), three[0]!, shot({ action: " \n" })], en)).toBe("Slow push in. A woman opens the door.");
  expect(compileShots([], en)).toBe("");
});

test("a cut that a person states stays theirs", () => {
  const after = (part: Partial<Shot>) =>
    compileShots([three[0]!, shot(part)], en)
      .split("\n")
      .at(-1);
  expect(after({ camera: "Match cut on her hand" })).toBe("Shot 2: Match cut on her hand.");
  expect(after({ action: "dissolve to the sea" })).toBe("Shot 2: dissolve to the sea.");
  expect(after({ camera: "Continuous shot without a cut" })).toBe("Shot 2: Continuous shot without a cut.");
  expect(after({ camera: "叠化", action: "大海" })).toBe("Shot 2: 叠化. 大海.");
  expect(after({ action: "Cutlery falls" })).toBe("Shot 2: Hard cut to: Cutlery falls.");
});

test("what is said stands in double quotes, once, behind whoever says it", () => {
  const said = (dialogue: string) => compileShots([shot({ dialogue })], en);
  expect(said("Go home.")).toBe('Dialogue: "Go home."');
  expect(said("Anna, whispering: Go home.")).toBe('Anna, whispering: "Go home."');
  expect(said('Anna says "Go home"')).toBe('Anna says "Go home"');
  expect(said("Anna: Go.\nBen: No.")).toBe('Anna: "Go." Ben: "No."');
  const token = "@{00000000-0000-7000-8000-000000000001:image2}";
  expect(said(`${token}: Hello`)).toBe(`${token}: "Hello"`);
  expect(said("Image 1: Hello")).toBe('Image 1: "Hello"');
});

test("lines of one shot are one line, and no full stop is set twice", () => {
  expect(compileShots([shot({ camera: "Pan left.", action: "A street\nat night!" })], en)).toBe("Pan left. A street at night!");
});

test("the language is that of the words, and the page's where there are none", () => {
  expect(languageOfShots("", [shot({ action: "雨中的街道" })], "en")).toBe("zh");
  expect(languageOfShots("A film in Paris", [shot({})], "zh")).toBe("en");
  expect(languageOfShots("", [shot({ seconds: "3" })], "zh")).toBe("zh");
});
