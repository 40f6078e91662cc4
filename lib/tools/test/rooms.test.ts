import { readdirSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { ROOMS } from "@/eslint.config.mjs";

it("every folder of lib/ has a rank among the import zones", () => {
  const folders = readdirSync("lib", { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(folders.map(({ name }) => name).sort()).toEqual([...ROOMS].sort());
  for (const { name } of folders) expect(readdirSync(path.join("lib", name)).length, name).toBeGreaterThan(0);
});
