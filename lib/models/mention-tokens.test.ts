import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { PROMPT_LIMITS } from "./catalog";
import { compileMentions, isPromptTooLong, mentionFiles, mentionStyleOf, mentionToken, piecesOf, tokensIn } from "./mention-tokens";

const id = (number: number): string => `00000000-0000-7000-8000-${String(number).padStart(12, "0")}`;
const inputs = [
  { id: id(1), kind: "image" },
  { id: id(2), kind: "video" },
  { id: id(3), kind: "image" },
] as const;

describe("a mention in a prompt", () => {
  test("becomes the number that its file has among those that are sent, in the words of the prompt", () => {
    const [first, clip, second] = inputs.map((input) => mentionToken(input.id));
    expect(compileMentions(`${second} walks like ${clip} past ${first}`, inputs)).toBe("Image 2 walks like Video 1 past Image 1");
    expect(compileMentions(`${second}走向镜头，动作参考${clip}`, inputs)).toBe("图片2走向镜头，动作参考视频1");
    expect(compileMentions(`${second} walks`, inputs.toReversed())).toBe("Image 1 walks");
    expect(compileMentions(`${second}3 gulls`, inputs)).toBe("Image 2 3 gulls");
  });

  test("of what is not sent stays, with what it was called, and can be found", () => {
    const prompt = `${mentionToken(id(9), { kind: "image", number: 4 })} and ${mentionToken(id(1))}`;
    const compiled = compileMentions(prompt, inputs);
    expect(compiled).toMatch(/ and Image 1$/);
    expect(tokensIn(compiled)).toMatchObject([{ id: id(9), was: { kind: "image", number: 4 } }]);
    // Put back, it is whole again.
    expect(compileMentions(prompt, [{ id: id(9), kind: "audio" }, ...inputs])).toBe("Audio 1 and Image 1");
  });

  test("is written as the words around it are", () => {
    expect(mentionStyleOf("")).toBe("en");
    expect(mentionStyleOf(`${mentionToken(id(1))} dances`)).toBe("en");
    expect(mentionStyleOf('She says "走吧" and leaves the house in the rain')).toBe("en");
    expect(mentionStyleOf("镜头缓缓推进，BGM 渐弱")).toBe("zh");
    expect(mentionStyleOf("少女が海辺を走る")).toBe("en");
  });

  test("counts little in a draft, because its length is known with its files", () => {
    const words = "a".repeat(PROMPT_LIMITS.maxCodePoints - 1);
    expect(isPromptTooLong(words + mentionToken(id(1)))).toBe(false);
    expect(isPromptTooLong(`${words}b${mentionToken(id(1))}`)).toBe(true);
  });
});

describe("numbers that are written as we write them", () => {
  test("become mentions of the files they meant, and nothing else does", () => {
    expect(tokensIn(mentionFiles("Image 2 and Video 1, image 1, Image 3, Image 12", inputs)).map((piece) => piece.id)).toEqual([
      id(3),
      id(2),
    ]);
    expect(tokensIn(mentionFiles("让图片2走向图1", inputs)).map((piece) => piece.id)).toEqual([id(3)]);
  });

  test("are the same prompt again when it is sent with the same files", () => {
    const parts = fc.constantFrom(
      "Image 1",
      "Image 2",
      "Video 1",
      "图片1",
      "图片2",
      "视频1",
      " ",
      "a",
      "走",
      "3",
      "@",
      "[",
      "{",
      "}",
      ".",
      "\n",
    );
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 30 }), (said) => {
        const prompt = said.join("");
        expect(compileMentions(mentionFiles(prompt, inputs), inputs)).toBe(prompt);
      }),
    );
  });

  test("a prompt is all of its parts", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.string(),
            fc.nat(9).map((number) => mentionToken(id(number))),
          ),
        ),
        (said) => {
          const prompt = said.join("");
          expect(
            piecesOf(prompt)
              .map((piece) => (typeof piece === "string" ? piece : piece.token))
              .join(""),
          ).toBe(prompt);
        },
      ),
    );
  });
});

describe("an element in a prompt", () => {
  const anna = { id: id(7), name: "anna", text: "a woman of thirty, red hair" };
  const files = [
    inputs[0],
    { id: id(4), kind: "image", element: anna },
    { id: id(5), kind: "image", element: anna },
    { id: id(6), kind: "audio", element: anna },
  ] as const;
  const said = mentionToken(anna.id);

  test("is its name with its files where it is named first, and its name after that", () => {
    expect(compileMentions(`${said} waves at ${mentionToken(id(1))}. ${said} leaves.`, files)).toBe(
      "anna (Image 2, Image 3; voice: Audio 1; a woman of thirty, red hair) waves at Image 1. anna leaves.",
    );
    const lan = { ...anna, name: "小兰", text: "" };
    expect(
      compileMentions(
        `${said}走向镜头，${said}微笑`,
        files.map((file) => ("element" in file ? { ...file, element: lan } : file)),
      ),
    ).toBe("小兰（图片2、图片3；声音：音频1）走向镜头，小兰微笑");
  });

  test("is the same mention again when its words come back with its files", () => {
    for (const prompt of [`${said} waves. ${said} leaves past ${mentionToken(id(1))}`, `${said}走向镜头，看着${mentionToken(id(1))}`])
      expect(mentionFiles(compileMentions(prompt, files), files)).toBe(prompt);
    // With other files its numbers are what they say, and no longer what was named.
    const others = tokensIn(mentionFiles(compileMentions(`${said} waves`, files), files.slice(1)));
    expect(others.map((piece) => piece.id)).toEqual([id(5), id(6)]);
  });

  test("that was taken out stays with its name", () => {
    const gone = mentionToken(anna.id, "anna");
    expect(tokensIn(compileMentions(`${gone} waves`, inputs))).toMatchObject([{ id: anna.id, was: "anna" }]);
    expect(compileMentions(`${gone} waves`, files)).toMatch(/^anna \(/);
  });
});
