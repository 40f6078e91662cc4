import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { resolveImport } from "./resolve-import";

/** What is shipped; types count too, because an arrow that only the compiler sees is still an arrow for whoever reads. */
const files = globSync("{app,components,lib}/**/*.{ts,tsx}", { exclude: (name) => name.includes("generated") }).filter(
  (file) => !/\.test\.tsx?$/.test(file) && !/^lib\/(testing|tools)\//.test(file),
);

const imports = new Map(
  files.map((file) => [
    file,
    ts.preProcessFile(readFileSync(file, "utf8"), true, true).importedFiles.flatMap(({ fileName }) => resolveImport(file, fileName) ?? []),
  ]),
);

type Arrows = Map<string, Set<string>>;

/** The first way round that is found, as its stations; null where there is none. */
function findCircle(arrows: Arrows): string[] | null {
  const done = new Set<string>();
  const visit = (node: string, way: string[]): string[] | null => {
    if (way.includes(node)) return [...way.slice(way.indexOf(node)), node];
    if (done.has(node)) return null;
    for (const next of arrows.get(node) ?? []) {
      const circle = visit(next, [...way, node]);
      if (circle) return circle;
    }
    done.add(node);
    return null;
  };
  for (const node of arrows.keys()) {
    const circle = visit(node, []);
    if (circle) return circle;
  }
  return null;
}

/** Arrows between folders, as `name` calls them; a folder and what lies inside of it are one house. */
function between(name: (file: string) => string): Arrows {
  const arrows: Arrows = new Map();
  for (const [file, targets] of imports)
    for (const target of targets) {
      const [from, to] = [name(file), name(target)];
      if (from === to || `${from}/`.startsWith(`${to}/`) || `${to}/`.startsWith(`${from}/`)) continue;
      arrows.set(from, (arrows.get(from) ?? new Set()).add(to));
    }
  return arrows;
}

describe("no way leads round", () => {
  it("finds one where there is one", () => {
    expect(
      findCircle(
        new Map([
          ["a", new Set(["b"])],
          ["b", new Set(["c"])],
          ["c", new Set(["b"])],
        ]),
      ),
    ).toEqual(["b", "c", "b"]);
    expect(imports.get(path.join("lib", "worker", "main.ts"))?.length).toBeGreaterThan(10);
  });

  it("between files", () => expect(findCircle(new Map([...imports].map(([file, targets]) => [file, new Set(targets)])))).toBeNull());

  it("between the folders of lib and components", () =>
    expect(findCircle(between((file) => file.split(path.sep).slice(0, 2).join("/")))).toBeNull());

  it("between folders that lie side by side", () => expect(findCircle(between((file) => path.posix.dirname(file)))).toBeNull());
});
