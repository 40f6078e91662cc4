import { globSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { findClashes } from "./find-clashes";

const folder = mkdtempSync(path.join(tmpdir(), "class-names-"));
afterAll(() => rmSync(folder, { recursive: true }));

const file = (text: string): string => {
  const name = path.join(folder, "example.tsx");
  writeFileSync(name, text);
  return name;
};
const found = (text: string): string[] => findClashes([file(text)]).map((clash) => clash.replace(/^.* (?=\S+ < )/, ""));

const chip = (own: string) => `function Chip({ className }) { return <p className={cn("${own}", className)} />; }`;

describe("classes of one kind on one element", () => {
  it("are found where a component and whoever uses it both say one", () => {
    expect(found(`${chip("rounded-md px-2")} const A = () => <Chip className="px-4" />;`)).toEqual(["px-2 < px-4"]);
  });
  it("are found between the parts of one list", () => {
    expect(found(`const A = ({ on }) => <p className={cn("text-quiet", on && "text-text")} />;`)).toEqual(["text-quiet < text-text"]);
  });
  it("are decided where the component yields, or the other insists", () => {
    expect(found(`${chip("base:px-2 hover:bg-raised")} const A = () => <Chip className="px-4 hover:bg-canvas!" />;`)).toEqual([]);
  });
  it("are decided everywhere in our components", () => {
    expect(findClashes(globSync("{app,components}/**/*.{ts,tsx}").filter((name) => !name.includes(".test.")))).toEqual([]);
  });
});
