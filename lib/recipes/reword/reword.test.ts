import { describe, expect, it } from "vitest";
import { NAMED_THINGS } from "./names";
import { canReword, reword, textOf } from "./reword";

const worded = (prompt: string): string | null => {
  const pieces = reword(prompt);
  return pieces && textOf(pieces);
};

describe("a prompt in other words", () => {
  it.each([
    ["A red Ferrari on a coast road", "A red sports car on a coast road"],
    ["An iPhone on a table", "A smartphone on a table"],
    ["the Ferrari's wheels", "the sports car's wheels"],
    ["Batman walks through rain", "a caped hero in black walks through rain"],
    ["A girl in the style of Studio Ghibli, at dusk", "A girl in the manner of soft hand-painted animation, at dusk"],
    ["A Pixar-style robot", "warm rounded 3D animation robot"],
    ["Waves, music in the style of Hans Zimmer, slow", "Waves, original music, slow"],
    ["She hears the song “Let It Go” by Idina Menzel.", "She hears an original song."],
    ["Rain in the style of Edward Hopper and a dog", "Rain in a style of its own and a dog"],
    ["宫崎骏风格的小镇,一辆特斯拉驶过", "柔和的手绘动画风格的小镇,一辆电动汽车驶过"],
    ["她唱着《夜曲》走过街头", "她伴着原创歌曲走过街头"],
    ["夜晚的街道,模仿《星际穿越》的配乐", "夜晚的街道,原创音乐"],
  ])("%s", (prompt, expected) => expect(worded(prompt)).toBe(expected));

  it.each([
    "A marvel of engineering, one tesla strong",
    "A cat runs over a meadow",
    "An apple and a puma in the style of a watercolour",
    "Music by the river, a song by candle light",
    "Image 1 walks like Image 2",
    "一只猫跑过草地,水彩风格",
    "",
  ])("is not offered where no rule has anything to say: %s", (prompt) => {
    expect(reword(prompt)).toBeNull();
    expect(canReword(prompt)).toBe(false);
  });

  it("keeps every other character where it was, and says what stands in place of what", () => {
    expect(reword("\n Nike  shoes, 可口可乐!")).toEqual([
      { kept: "\n " },
      { removed: "Nike", added: "运动品牌" },
      { kept: "  shoes, " },
      { removed: "可口可乐", added: "可乐" },
      { kept: "!" },
    ]);
  });

  it("has nothing left to say of what it worded itself", () => {
    for (const { names } of NAMED_THINGS) for (const name of names) expect(worded(worded(`Here is ${name} today`)!), name).toBeNull();
  });

  it("reads a long prompt in no time", () => {
    const prompt = "In the style of The And Of Van ".repeat(300);
    const start = performance.now();
    reword(prompt);
    expect(performance.now() - start).toBeLessThan(500);
  });
});
