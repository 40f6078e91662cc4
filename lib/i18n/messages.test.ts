import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse, TYPE, type MessageFormatElement } from "@formatjs/icu-messageformat-parser";
import { describe, expect, it } from "vitest";
import { DEFAULT_LOCALE, LOCALES, type Locale } from "./config";
import { MESSAGE_FILES, type Namespace } from "./namespaces";

const folder = join(import.meta.dirname, "messages");
const NAMESPACES = Object.keys(MESSAGE_FILES).sort() as Namespace[];

type Tree = { [key: string]: string | Tree };

const read = (locale: Locale, namespace: Namespace): Tree =>
  JSON.parse(readFileSync(join(folder, locale, `${namespace}.json`), "utf8")) as Tree;

/** All texts by their full key. */
function flatten(tree: Tree, prefix = ""): Map<string, string> {
  return new Map(
    Object.entries(tree).flatMap(([key, value]) =>
      typeof value === "string" ? [[prefix + key, value] as const] : [...flatten(value, `${prefix}${key}.`)],
    ),
  );
}

/** What a text needs from its caller: the names of its values and of its tags. */
function placeholders(text: string): string[] {
  const names = new Set<string>();
  const visit = (elements: MessageFormatElement[]) => {
    for (const element of elements) {
      if (element.type === TYPE.literal || element.type === TYPE.pound) continue;
      names.add(element.type === TYPE.tag ? `<${element.value}>` : element.value);
      if (element.type === TYPE.tag) visit(element.children);
      if (element.type === TYPE.plural || element.type === TYPE.select)
        Object.values(element.options).forEach((option) => visit(option.value));
    }
  };
  visit(parse(text));
  return [...names].sort();
}

it.each(LOCALES)("every file of %s is listed, and every listed file is there", (locale) => {
  expect(
    readdirSync(join(folder, locale))
      .map((file) => file.replace(/\.json$/, ""))
      .sort(),
  ).toEqual(NAMESPACES);
});

describe.each(LOCALES.filter((locale) => locale !== DEFAULT_LOCALE))("%s says all that English says", (locale) => {
  it.each(NAMESPACES)("in %s", (namespace) => {
    const english = flatten(read(DEFAULT_LOCALE, namespace));
    const other = flatten(read(locale, namespace));
    expect([...other.keys()].sort()).toEqual([...english.keys()].sort());
    for (const [key, text] of english) expect([key, placeholders(other.get(key) ?? "")]).toEqual([key, placeholders(text)]);
    for (const [key, text] of other) expect([key, text.trim()]).not.toEqual([key, ""]);
  });
});

/** The plurals of a text that its language never chooses: what stands there is never read. */
function deadPlurals(locale: Locale, text: string): string[] {
  const dead: string[] = [];
  const visit = (elements: MessageFormatElement[]) => {
    for (const element of elements) {
      if (element.type === TYPE.tag) visit(element.children);
      if (element.type !== TYPE.plural && element.type !== TYPE.select) continue;
      const chosen = new Intl.PluralRules(locale).resolvedOptions().pluralCategories as string[];
      if (element.type === TYPE.plural)
        dead.push(...Object.keys(element.options).filter((key) => !key.startsWith("=") && !chosen.includes(key)));
      Object.values(element.options).forEach((option) => visit(option.value));
    }
  };
  visit(parse(text));
  return dead;
}

it.each(LOCALES)("%s says nothing for a number that it does not tell apart", (locale) => {
  const dead = NAMESPACES.flatMap((namespace) =>
    [...flatten(read(locale, namespace))].filter(([, text]) => deadPlurals(locale, text).length > 0).map(([key]) => `${namespace}.${key}`),
  );
  expect(dead).toEqual([]);
});

/** Words that were found hard to understand, or to mean something else. */
const REPLACED: Record<Locale, RegExp> = {
  en: /Recording it|registered with the provider|It is there: link it|Places go round|turned out to do|recipe is in the composer|check of the model.s output|Made by|already in the library/,
  "zh-Hans": /原因方|\bTokens?\b|\btoken\b|观看者|返回尾帧|图片 \{number|再来一条|切换到“参考”/,
};
describe.each(LOCALES)("%s does not fall back into words that were replaced", (locale) => {
  it.each(NAMESPACES)("in %s", (namespace) => {
    expect([...flatten(read(locale, namespace))].filter(([, text]) => REPLACED[locale].test(text))).toEqual([]);
  });
});

it("calls the modes, roles and settings of the makers' own products as those do in Chinese", () => {
  const said = (namespace: Namespace, key: string) => flatten(read("zh-Hans", namespace)).get(key);
  expect([said("composer", "modes.references.label"), said("viewer", "modes.references")]).toEqual(["全能参考", "全能参考"]);
  expect([said("teams", "roles.viewer.name"), said("viewer", "lastFrame")]).toEqual(["查看者", "附带尾帧图片"]);
});

it.each([
  ["en", /public address.*whoever has it can see the file.*after it was deleted/u],
  ["zh-Hans", /公开.*删除/u],
] as const)("says before the first upload who can see what is uploaded (%s)", (locale, words) => {
  const agreement = [...flatten(read(locale, "provider"))].find(([key]) => key.endsWith(".agreement"));
  expect(agreement?.[1]).toMatch(words);
});
