import { readFileSync } from "node:fs";
import { extendTailwindMerge } from "tailwind-merge";
import ts from "typescript";

/** The general library, told of the names of our own theme. */
const merge = extendTailwindMerge({ extend: { theme: { radius: ["video"], shadow: ["float"], animate: ["appear", "rise"] } } });

/** Class names as they stand in a file, and which of them yield to others on the same element. */
type Classes = readonly string[];

const isDecided = (earlier: string, later: string): boolean =>
  earlier === later || earlier.startsWith("base:") || later.endsWith("!") || merge(`${earlier} ${later}`) === `${earlier} ${later}`;

const clashesOf = (earlier: Classes, later: Classes): string[] =>
  earlier.flatMap((one) => later.filter((other) => !isDecided(one, other)).map((other) => `${one} < ${other}`));

const walk = (node: ts.Node, visit: (node: ts.Node) => void): void => {
  visit(node);
  node.forEachChild((child) => walk(child, visit));
};

/** The nearest function with the name of a component around it. */
function componentAround(node: ts.Node): string | undefined {
  for (let at: ts.Node | undefined = node; at; at = at.parent) {
    const name = ts.isFunctionDeclaration(at) || ts.isVariableDeclaration(at) ? at.name : undefined;
    if (name && ts.isIdentifier(name) && /^[A-Z]/.test(name.text)) return name.text;
  }
  return undefined;
}

const isCompared = ({ parent }: ts.Node): boolean => ts.isBinaryExpression(parent) && /^[!=]==$/.test(parent.operatorToken.getText());
const isClassProp = (name: string): boolean => /^(?:className|\w+ClassName)$/.test(name);

/**
 * Where two classes of one kind may meet on an element, so that the style sheet and not their order would decide: between the arguments of one `cn`, and
 * between what a component says itself and what it is given. Looks at literals, and at constants made of them.
 * @param paths files of components, as they are imported
 * @returns "file:line earlier < later", one for each pair
 */
export function findClashes(paths: readonly string[]): string[] {
  const files = paths.map((path) => ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX));
  const constants = new Map<string, ts.Expression>();
  for (const file of files)
    walk(file, (node) => {
      if (!ts.isVariableDeclaration(node) || !ts.isIdentifier(node.name) || !node.initializer) return;
      const value = node.initializer;
      const isClasses = ts.isStringLiteral(value) || (ts.isCallExpression(value) && /^(?:cn|cva)$/.test(value.expression.getText()));
      if (!isClasses) return;
      constants.set(`${file.fileName} ${node.name.text}`, value);
      if (ts.isVariableStatement(node.parent.parent) && node.parent.parent.modifiers) constants.set(node.name.text, value);
    });

  const classesIn = (root: ts.Node, depth = 0): string[] => {
    const found: string[] = [];
    walk(root, (node) => {
      if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)) {
        if (!isCompared(node)) found.push(...node.text.split(/\s+/).filter(Boolean));
      } else if (ts.isIdentifier(node) && depth < 3 && !ts.isPropertyAssignment(node.parent)) {
        const value = constants.get(`${node.getSourceFile().fileName} ${node.text}`) ?? constants.get(node.text);
        if (value && value !== root) found.push(...classesIn(value, depth + 1));
      }
    });
    return found;
  };

  const clashes: string[] = [];
  const tell = (node: ts.Node, pairs: readonly string[]): void => {
    const file = node.getSourceFile();
    const { line } = file.getLineAndCharacterOfPosition(node.getStart());
    clashes.push(...new Set(pairs.map((pair) => `${file.fileName}:${line + 1} ${pair}`)));
  };
  /** What a component says itself, by its name and that of the property that brings more. */
  const own = new Map<string, string[]>();
  const joined = files.flatMap((file) => {
    const calls: ts.CallExpression[] = [];
    walk(file, (node) => void (ts.isCallExpression(node) && node.expression.getText() === "cn" && calls.push(node)));
    return calls;
  });
  for (const call of joined) {
    const parts = call.arguments.map((part) => classesIn(part));
    parts.forEach((part, index) =>
      tell(
        call,
        parts.slice(index + 1).flatMap((later) => clashesOf(part, later)),
      ),
    );
    const name = componentAround(call);
    for (const property of call.arguments.map((part) => part.getText()).filter(isClassProp)) {
      const key = `${name} ${property}`;
      own.set(key, [...(own.get(key) ?? []), ...parts.flat()]);
    }
  }
  for (const file of files)
    walk(file, (node) => {
      if (!ts.isJsxOpeningElement(node) && !ts.isJsxSelfClosingElement(node)) return;
      for (const attribute of node.attributes.properties) {
        if (!ts.isJsxAttribute(attribute) || !attribute.initializer) continue;
        const said = own.get(`${node.tagName.getText()} ${attribute.name.getText()}`);
        if (said) tell(attribute, clashesOf(said, classesIn(attribute.initializer)));
      }
    });
  return clashes;
}
