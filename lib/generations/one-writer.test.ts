import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";

const ROOT = path.resolve(import.meta.dirname, "../..");
const files = ["lib", "app"]
  .flatMap((folder) => readdirSync(path.join(ROOT, folder), { recursive: true, encoding: "utf8" }).map((file) => `${folder}/${file}`))
  .filter((file) => /\.tsx?$/u.test(file) && !/\.test\.|^lib\/(?:testing|tools)\/|\/generated\//u.test(file))
  .map((file) => ({ file, source: readFileSync(path.join(ROOT, file), "utf8") }));

/** From an opening bracket to the one that closes it. */
function block(source: string, from: number): string {
  let depth = 0;
  for (let at = from; at < source.length; at++) {
    if ("({[".includes(source[at]!)) depth++;
    if (")}]".includes(source[at]!) && --depth === 0) return source.slice(from, at + 1);
  }
  return source.slice(from);
}

const blocks = (source: string, opening: RegExp): string[] =>
  [...source.matchAll(opening)].map((match) => block(source, match.index + match[0].length - 1));

/** Whether this source gives a generation a status, in Prisma's words or in SQL. */
function writesStatus(source: string): boolean {
  const updates = blocks(source, /\bgeneration\s*\.update(?:Many)?\(/gu).flatMap((update) => blocks(update, /\bdata:\s*\{/gu));
  const sql = [...source.matchAll(/UPDATE\s+"?generations"?\s([\s\S]*?)(?:WHERE|`)/giu)].map((match) => match[1]!);
  return updates.some((data) => /\bstatus\b/u.test(data)) || sql.some((set) => /\bstatus\s*=/u.test(set));
}
const creates = (source: string): boolean =>
  /\bgeneration\s*\.(?:create|createMany|createManyAndReturn|upsert)\(|INSERT\s+INTO\s+"?generations"?\b/iu.test(source);

describe("one writer of a generation's status", () => {
  test("it begins in insert-generation.ts and goes on in record-transition.ts", () => {
    expect(files.filter(({ source }) => creates(source)).map(({ file }) => file)).toEqual(["lib/generations/insert-generation.ts"]);
    expect(files.filter(({ source }) => writesStatus(source)).map(({ file }) => file)).toEqual(["lib/generations/record-transition.ts"]);
  });

  test("and news of it is told where its revision moves too", () => {
    const tells = files.filter(({ source }) => /\bpublish(?:All)?\([^;]*kind: "generation"/u.test(source)).map(({ file }) => file);
    expect(tells.sort()).toEqual([
      "lib/generations/insert-generation.ts",
      "lib/generations/record-transition.ts",
      "lib/platform/events/touch.ts",
    ]);
  });

  test("and another one would be seen", () => {
    expect(writesStatus('tx.generation.updateMany({ where: { status: "waiting" }, data: { failures: 0 } })')).toBe(false);
    expect(writesStatus('tx.generation.updateMany({ where: { id }, data: { status: "ready" } })')).toBe(true);
    expect(writesStatus("UPDATE generations SET next_action_at = now() WHERE status = 'waiting'`")).toBe(false);
    expect(writesStatus("UPDATE generations AS g SET status = 'ready' WHERE id = 1`")).toBe(true);
    expect([
      creates("db.generation.create({})"),
      creates("tx.generation.createManyAndReturn({})"),
      creates("INSERT INTO generations VALUES ()"),
      creates("row.generation.createdBy.name"),
    ]).toEqual([true, true, true, false]);
  });
});
