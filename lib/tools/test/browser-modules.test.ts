import { globSync, readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import ts from "typescript";
import { expect, it } from "vitest";
import { resolveImport } from "./resolve-import";

const builtins = new Set(builtinModules.flatMap((name) => [name, `node:${name}`]));

const parse = (file: string) => ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest);

const says = (source: ts.SourceFile, directive: string): boolean =>
  source.statements.some(
    (line) => ts.isExpressionStatement(line) && ts.isStringLiteral(line.expression) && line.expression.text === directive,
  );

/** What a file needs when it runs: types are gone by then. What it imports only when it comes to that is not needed at once. */
function needs(source: ts.SourceFile, atOnce: boolean): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
      const { importClause: clause, moduleSpecifier } = node;
      const names = clause?.namedBindings && ts.isNamedImports(clause.namedBindings) ? clause.namedBindings.elements : null;
      const isType = clause?.isTypeOnly || (clause && !clause.name && names?.length && names.every((name) => name.isTypeOnly));
      if (!isType) found.push(moduleSpecifier.text);
    }
    if (ts.isExportDeclaration(node) && node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier) && !node.isTypeOnly)
      found.push(node.moduleSpecifier.text);
    if (
      !atOnce &&
      ts.isCallExpression(node) &&
      node.expression.kind === ts.SyntaxKind.ImportKeyword &&
      ts.isStringLiteral(node.arguments[0]!)
    )
      found.push(node.arguments[0].text);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** The ways from these files to a module that they must not need. */
function waysTo(isUnwanted: (name: string) => boolean, files: readonly string[], atOnce = false): string[] {
  const ways: string[] = [];
  const seen = new Set<string>();
  const walk = (file: string, way: readonly string[]): void => {
    if (seen.has(file)) return;
    seen.add(file);
    const source = parse(file);
    // The browser gets the addresses of actions, and not what they do.
    if (says(source, "use server")) return;
    for (const name of needs(source, atOnce)) {
      if (isUnwanted(name)) ways.push([...way, file, name].join(" → "));
      const next = resolveImport(file, name);
      if (next) walk(next, [...way, file]);
    }
  };
  for (const file of files) walk(file, []);
  return ways;
}

/** It would come along as a heavy stand-in (140 kB for `node:crypto`). */
const waysToNode = (files: readonly string[]): string[] => waysTo((name) => builtins.has(name), files);

it("nothing that runs in the browser leads to a module of Node", () => {
  const files = globSync("{app,components,lib}/**/*.{ts,tsx}", { exclude: (name) => name.includes("generated") }).filter(
    (file) => !/\.test\.tsx?$/.test(file) && says(parse(file), "use client"),
  );
  expect(files.length).toBeGreaterThan(100);
  expect(waysToNode(["lib/shared/secrets.ts"])).not.toEqual([]);
  expect(waysToNode(files)).toEqual([]);
});

it("nothing that the server itself loads leads to next/headers, which breaks Next where it is loaded before Next is", () => {
  const isHeaders = (name: string): boolean => name === "next/headers";
  expect(waysTo(isHeaders, ["lib/access/doors/as-action.ts"], true)).not.toEqual([]);
  expect(waysTo(isHeaders, ["lib/server/main.ts", "lib/worker/main.ts"], true)).toEqual([]);
});
