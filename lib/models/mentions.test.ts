import { describe, expect, test } from "vitest";
import { findMentions } from "./mentions";

describe("which file a number in the prompt means", () => {
  const kinds = ["video", "image", "image", "audio"] as const;

  test("numbers count per kind, in order", () => {
    expect(findMentions("Image 2 dances like Video 1", kinds)).toEqual({
      references: [
        { kind: "video", number: 1, isMentioned: true },
        { kind: "image", number: 1, isMentioned: false },
        { kind: "image", number: 2, isMentioned: true },
        { kind: "audio", number: 1, isMentioned: false },
      ],
      unknown: [],
    });
  });

  test.each(["image 1", "@Image1", "@Image 1", "[Image 1]", "图片1", "让图片 1里的人", "参考图1的构图", "@图片1"])(
    "%s is a mention",
    (prompt) => {
      expect(findMentions(prompt, kinds).references[1]!.isMentioned).toBe(true);
    },
  );

  test.each(["image 10", "imagery 1", "myimage 1", "images 1", "Image 01x"])("%s is none of Image 1", (prompt) => {
    expect(findMentions(prompt, kinds).references[1]!.isMentioned).toBe(prompt === "Image 01x");
  });

  test("a mention without a file is told", () => {
    expect(findMentions("Image 3 and Video 2", kinds).unknown).toEqual([
      { kind: "image", number: 3 },
      { kind: "video", number: 2 },
    ]);
    expect(findMentions("图片3走向镜头", kinds).unknown).toEqual([{ kind: "image", number: 3 }]);
  });
});
