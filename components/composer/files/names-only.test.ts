import { describe, expect, it } from "vitest";
import { namesOnly } from "./names-only";

const file = (name: string) => [{ name }];

describe("A text that comes with a pasted file", () => {
  it.each([
    ["nothing at all", "", "image.png"],
    ["its name", "harbour.jpg", "harbour.jpg"],
    ["its name without the ending", "harbour", "harbour.jpg"],
    ["the name that it had before the browser called it image.png", "holiday photo.jpg", "image.png"],
    ["its path", "/home/mia/Pictures/harbour.tiff", "harbour.tiff"],
    ["the path of Windows", "C:\\Pictures\\harbour.jpg", "harbour.jpg"],
    ["where it is from", "https://example.com/a?b=c", "image.png"],
  ])("is a name when it is %s", (_, text, name) => expect(namesOnly(text, file(name))).toBe(true));

  it("names several files line by line", () => expect(namesOnly("a.png\nb.png\r\n", [...file("a.png"), ...file("b.png")])).toBe(true));

  it.each(["A harbour at dawn, gulls", "harbour.jpg is the first frame", "海港的黎明", "a.png\nand then the gulls rise"])(
    "is meant when it says more: %s",
    (text) => expect(namesOnly(text, file("a.png"))).toBe(false),
  );
});
