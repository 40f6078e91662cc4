import { expect, it } from "vitest";
import { cleanAssetName } from "./asset-name";

it.each([
  ["harbour at dawn.png", "harbour at dawn.png"],
  ["../../etc/passwd", "passwd"],
  ["C:\\Users\\me\\shot.jpg", "shot.jpg"],
  ["line\nbreak\u0000.png", "linebreak.png"],
  ["evil\u202Egnp.exe", "evilgnp.exe"],
  ["", "file"],
  ["e\u0301te\u0301.png", "été.png"],
  ["海港的清晨.png", "海港的清晨.png"],
])("%j is kept as %j", (raw, kept) => expect(cleanAssetName(raw)).toBe(kept));

it("a long name loses its middle, never half a character or its extension", () => {
  const kept = cleanAssetName(`${"港".repeat(300)}.jpeg`);
  expect(kept.endsWith("港.jpeg")).toBe(true);
  expect(new TextEncoder().encode(kept).length).toBeLessThanOrEqual(200);
  expect(cleanAssetName(`${"👩‍👩‍👧".repeat(60)}.png`)).toMatch(/^(?:👩‍👩‍👧)+\.png$/u);
});
