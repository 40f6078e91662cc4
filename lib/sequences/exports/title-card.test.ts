import { expect, it } from "vitest";
import { layTitle } from "./title-card";

const card = { width: 864, height: 496 };

it.each([
  ["one long word", "w".repeat(300)],
  ["many lines", "a\n".repeat(149) + "a"],
  ["a long text", "Dawn over the harbour. ".repeat(13)],
])("%s is set smaller until all of it is on the card", (_, title) => {
  const { lines, size } = layTitle(title, card);
  expect(lines.reduce((sum, line) => sum + line.lines, 0) * size * 1.28).toBeLessThan(card.height);
  for (const line of lines) expect(line.width).toBeLessThan(card.width);
});

it("a short one has the size that the page shows", () => expect(layTitle("Dawn\n黎明", card).size).toBe(496 / 12));
