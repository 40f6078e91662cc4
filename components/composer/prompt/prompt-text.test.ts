import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mentionToken, tokensIn } from "@/lib/models/mention-tokens";
import { besideMentions, editPrompt, findEdit, type NameMention, showPrompt, spaceAround } from "./prompt-text";

const id = (number: number): string => `00000000-0000-7000-8000-${String(number).padStart(12, "0")}`;
const nameOf: NameMention = (piece) => `Image ${Number(piece.id.slice(-12))}`;
const show = (prompt: string) => showPrompt(prompt, nameOf);
const [one, two] = [mentionToken(id(1)), mentionToken(id(2))];

/** What a browser does to the text, and what becomes of the prompt. */
function change(prompt: string, start: number, end: number, inserted: string): string {
  const shown = show(prompt);
  const after = shown.text.slice(0, start) + inserted + shown.text.slice(end);
  const { left, right } = editPrompt(prompt, shown, findEdit(shown.text, after, start + inserted.length, { start, end }));
  return left + right;
}

describe("an edit of the shown text", () => {
  test("leaves mentions beside it alone", () => {
    expect(change(`${one} runs`, 12, 12, "!")).toBe(`${one} runs!`);
    expect(change(`${one} runs`, 0, 0, "See ")).toBe(`See ${one} runs`);
    expect(change(`${one}${two}`, 7, 7, " and ")).toBe(`${one} and ${two}`);
  });

  test("that deletes part of a mention deletes it whole", () => {
    expect(change(`a ${one} b`, 8, 9, "")).toBe("a  b");
    expect(change(`a ${one} b`, 4, 10, "")).toBe("a b");
  });

  test("that replaces a mention by a word that begins alike is seen as that", () => {
    expect(change(one, 0, 7, "I")).toBe("I");
    expect(change(`${one} ${two}`, 0, 15, "Image")).toBe("Image");
  });

  test("inside a mention leaves its words", () => {
    expect(change(`a ${one}`, 5, 5, "x")).toBe("a Imaxge 1");
  });

  test("shows what the browser shows, wherever no mention is cut; mentions are whole or gone, and in order", () => {
    const piece = fc.oneof(fc.constantFrom("a", " ", "走", "👩‍🚀", "\n", "שלום", "Image 1"), fc.constantFrom(one, two));
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 12 }),
        fc.nat(),
        fc.nat(),
        fc.constantFrom("", "x", "I", "漢字", " "),
        (pieces, a, b, inserted) => {
          const prompt = pieces.join("");
          const shown = show(prompt);
          const [x, y] = [a % (shown.text.length + 1), b % (shown.text.length + 1)];
          const [start, end] = [Math.min(x, y), Math.max(x, y)];
          const next = change(prompt, start, end, inserted);
          const cut = shown.mentions.filter(
            (mention) => (mention.start < start && start < mention.end) || (mention.start < end && end < mention.end),
          );
          if (cut.length === 0 || inserted !== "")
            expect(show(next).text).toBe(shown.text.slice(0, start) + inserted + shown.text.slice(end));
          const untouched = shown.mentions.filter((mention) => mention.end <= start || mention.start >= end);
          expect(tokensIn(next).map(({ token }) => token)).toEqual(
            untouched.filter((mention) => !cut.includes(mention)).map(({ token }) => token),
          );
        },
      ),
      { numRuns: 500 },
    );
  });

  test("is found without a selection to go by, from the caret", () => {
    expect(findEdit("aaa", "aa", 1, { start: 3, end: 3 })).toEqual({ start: 1, end: 2, inserted: "" });
    expect(findEdit("ni", "你", 1, { start: 2, end: 2 })).toEqual({ start: 0, end: 2, inserted: "你" });
  });
});

describe("the caret", () => {
  test("goes past a mention in the direction in which it was going", () => {
    const shown = show(`a ${one} b`);
    expect(besideMentions(shown, 3, 2)).toBe(9);
    expect(besideMentions(shown, 8, 9)).toBe(2);
    expect(besideMentions(shown, 4, null)).toBe(2);
    expect(besideMentions(shown, 9, 2)).toBe(9);
  });
});

test("a name in Latin letters does not grow together with the words around it", () => {
  expect(spaceAround("like", "walks", "Image 1")).toEqual({ before: " ", after: " " });
  expect(spaceAround("like ", ", who", "Image 1")).toEqual({ before: "", after: "" });
  expect(spaceAround("让", "走", "图片1")).toEqual({ before: "", after: "" });
  expect(spaceAround("", "3", "图片1")).toEqual({ before: "", after: " " });
});
