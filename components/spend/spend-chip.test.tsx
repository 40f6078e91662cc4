import { expect, it } from "vitest";
import { draw } from "@/lib/testing/draw";
import { SpendChip } from "./spend-chip";

it("says that the emulator costs nothing, and with a key what the month has cost", () => {
  const chip = (isEmulator: boolean): string => draw(<SpendChip team="studio" initial={{ isEmulator, billed: 18_400_000, reserved: 0 }} />);
  expect(chip(true)).toContain(">Emulator: free<");
  expect(chip(true)).not.toContain("18.40");
  expect(chip(false)).toContain(">$18.40 this month<");
});
