import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { extendTailwindMerge } from "tailwind-merge";
import { expect, it } from "vitest";
import { cn } from "./cn";

const root = join(import.meta.dirname, "../..");

/** The general library, told of the names of our own theme. */
const reference = extendTailwindMerge({ extend: { theme: { radius: ["video"], shadow: ["float"], animate: ["appear", "rise"] } } });

/** Every word in a string of a component that the general library knows as a utility. */
function classNamesInSource(): string[] {
  const names = new Set<string>();
  for (const folder of ["app", "components"]) {
    for (const file of readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })) {
      if (!file.endsWith(".tsx") && file !== "input.tsx") continue;
      for (const [, text = ""] of readFileSync(join(root, folder, file), "utf8").matchAll(/["'`]([^"'`\n]+)["'`]/g)) {
        for (const word of text.split(/\s+/)) if (isUtility(word)) names.add(word);
      }
    }
  }
  return [...names].sort();
}

/** It overrides something, be it only itself. */
const isUtility = (word: string): boolean => /^[a-z\-@*[]/.test(word) && !word.includes("${") && reference(`${word} ${word}`) === word;

it("a later class name wins over an earlier one of the same kind, and only over that", () => {
  expect(cn("px-2 text-sm text-quiet", "p-4 text-failed")).toBe("text-sm p-4 text-failed");
  expect(cn("p-4", "px-2")).toBe("p-4 px-2");
  expect(cn("size-4", "w-6")).toBe("size-4 w-6");
  expect(cn("h-4 w-4", "size-6")).toBe("size-6");
  expect(cn("hover:bg-raised bg-surface", "bg-overlay")).toBe("hover:bg-raised bg-overlay");
  expect(cn("rounded-md", false, undefined, ["rounded-video"])).toBe("rounded-video");
  expect(cn("own-class", "own-class-too")).toBe("own-class own-class-too");
});

// Some 300,000 pairs: a second or two on a quiet machine.
it("agrees with the general library on every pair of class names in the source", { timeout: 60_000 }, () => {
  const names = classNamesInSource();
  expect(names.length).toBeGreaterThan(300);
  const differences = names.flatMap((first) =>
    names
      .filter((second) => first !== second && cn(first, second) !== reference(first, second))
      .map((second) => `${first} ${second} → ${cn(first, second)}`),
  );
  expect(differences).toEqual([]);
});
