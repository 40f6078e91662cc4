import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { createTranslator } from "use-intl/core";
import { describe, expect, it } from "vitest";
import { APP_ERROR_CODES } from "@/lib/shared/errors";
import { LOCALES, type Locale } from "./config";
import type { Messages } from "./load-messages";

const folder = path.join(import.meta.dirname, "messages");
const namespacesOf = (locale: Locale) => readdirSync(path.join(folder, locale)).sort();
const read = (locale: Locale, file: string) => JSON.parse(readFileSync(path.join(folder, locale, file), "utf8")) as Messages;

/** "a.b" → text, for every text of a file. */
function textsOf(messages: Messages, prefix = ""): Map<string, string> {
  const texts = new Map<string, string>();
  for (const [key, value] of Object.entries(messages)) {
    if (typeof value === "string") texts.set(`${prefix}${key}`, value);
    else for (const [inner, text] of textsOf(value, `${prefix}${key}.`)) texts.set(inner, text);
  }
  return texts;
}

interface Placeholders {
  /** `{name}`, `{count, plural, …}`, sorted; a language may use one more often than another. */
  values: string[];
  /** `<link>…</link>`. */
  tags: string[];
}

/** Reads ICU as its grammar nests: a placeholder may stand inside a plural's branch, plain words in braces may not. */
function placeholdersOf(text: string): Placeholders {
  const values = new Set<string>();
  const tags = new Set<string>();
  const readMessage = (from: number): number => {
    let at = from;
    while (at < text.length && text[at] !== "}") {
      const tag = /^<([\w-]+)\/?>/.exec(text.slice(at));
      if (tag?.[1]) tags.add(tag[1]);
      at = text[at] === "{" ? readArgument(at + 1) : at + 1;
    }
    return at;
  };
  const readArgument = (from: number): number => {
    const head = /^\s*([\w-]+)\s*(,)?/.exec(text.slice(from));
    if (!head?.[1]) throw new Error(`"${text}": no name after {`);
    values.add(head[1]);
    let at = from + head[0].length;
    while (at < text.length && text[at] !== "}") at = text[at] === "{" ? readMessage(at + 1) + 1 : at + 1;
    return at + 1;
  };
  readMessage(0);
  return { values: [...values].sort(), tags: [...tags].sort() };
}

const [base, ...others] = LOCALES;

describe("messages", () => {
  it("finds placeholders wherever they stand", () => {
    const text = "{name}: {count, plural, one {# clip by {author}} other {# clips}} <link>more</link>";
    expect(placeholdersOf(text)).toEqual({ values: ["author", "count", "name"], tags: ["link"] });
  });

  it("exist in every language, namespace by namespace", () => {
    for (const locale of others) expect(namespacesOf(locale)).toEqual(namespacesOf(base));
  });

  describe.each(namespacesOf(base))("%s", (file) => {
    const expected = textsOf(read(base, file));

    it.each(others)("has the same keys in %s", (locale) => {
      expect([...textsOf(read(locale, file)).keys()].sort()).toEqual([...expected.keys()].sort());
    });

    it.each(others)("has the same placeholders in %s", (locale) => {
      for (const [key, text] of textsOf(read(locale, file))) {
        expect({ key, ...placeholdersOf(text) }).toEqual({ key, ...placeholdersOf(expected.get(key) ?? "") });
      }
    });

    it.each([...LOCALES])("has no empty text and can be worded in %s", (locale) => {
      const messages = read(locale, file);
      const failures: string[] = [];
      const t = createTranslator({ locale, messages: messages as Record<string, string>, onError: (error) => failures.push(error.message) });
      for (const [key, text] of textsOf(messages)) {
        expect(text.trim(), key).not.toBe("");
        const { values, tags } = placeholdersOf(text);
        const chunk = (chunks: unknown) => String(chunks);
        t.markup(key, { ...Object.fromEntries(values.map((name) => [name, 3])), ...Object.fromEntries(tags.map((tag) => [tag, chunk])) });
      }
      expect(failures).toEqual([]);
    });
  });
});

describe.each([...LOCALES])("in %s", (locale) => {
  it("every refusal has its sentence, without values, since not every door gives some", () => {
    const errors = textsOf(read(locale, "errors.json"));
    expect([...errors.keys()].sort()).toEqual([...APP_ERROR_CODES].sort());
    for (const text of errors.values()) expect(placeholdersOf(text)).toEqual({ values: [], tags: [] });
  });
});
