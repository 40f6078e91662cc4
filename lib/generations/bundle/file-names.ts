/** What a name can be made of; anything else in braces stays as it was typed. */
export const NAME_PARTS = [
  "project",
  "number",
  "name",
  "take",
  "prompt",
  "date",
  "time",
  "seed",
  "model",
  "resolution",
  "author",
  "id",
] as const;
export type NamePart = (typeof NAME_PARTS)[number];
export type NameFacts = Record<NamePart, string>;

export const DEFAULT_TEMPLATE = "{project}_{number}_{name}_{take}";
export const TEMPLATE_MAX_LENGTH = 200;

const encoder = new TextEncoder();

/** File systems end at 255; an ending, and a number against twins, come behind it. */
const MOST_BYTES = 200;
const NOT_IN_WINDOWS = /[<>:"/\\|?*\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;
const DEVICES = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/iu;
/** An empty part leaves none of its separators behind. */
const LEFT_ALONE = /([_\-. ])[_\-. ]+/gu;

/**
 * A name without its ending, as people wrote it for all clips: `{project}/{name}_{take}` makes folders. It is one that Windows,
 * macOS and Linux take, whatever stands in prompt and names.
 */
export function nameFrom(template: string, facts: NameFacts): string {
  const parts = template
    .split("/")
    .map((part) => cleanPart(part.replace(/\{(\w+)\}/gu, (all, name: string) => valueOf(facts, name) ?? all)));
  return parts.filter(Boolean).join("/") || cleanPart(facts.id);
}

/** What a fact says may hold a slash; only the template makes folders. */
const valueOf = (facts: NameFacts, name: string): string | undefined =>
  facts[NAME_PARTS.find((known) => known === name)!]?.replaceAll("/", " ");

function cleanPart(part: string): string {
  const plain = part.normalize("NFC").toWellFormed().replace(NOT_IN_WINDOWS, " ").replace(/\s+/gu, " ").replace(LEFT_ALONE, "$1");
  const cut = cutBytes(plain.replace(/^[_\-. ]+/u, ""), MOST_BYTES).replace(/[_\-. ]+$/u, "");
  return DEVICES.test(cut) ? `_${cut}` : cut;
}

function cutBytes(text: string, most: number): string {
  let bytes = 0;
  let result = "";
  for (const character of text) {
    bytes += encoder.encode(character).length;
    if (bytes > most) break;
    result += character;
  }
  return result;
}

/** Gives each file of one archive a name of its own: two that differ in case alone are one file on most desks. */
export function createNames(): (name: string, extension: string) => string {
  const taken = new Set<string>();
  return (name, extension) => {
    for (let number = 1; ; number++) {
      const whole = `${name}${number === 1 ? "" : ` (${number})`}.${extension}`;
      const key = whole.normalize("NFKC").toLowerCase();
      if (taken.has(key)) continue;
      taken.add(key);
      return whole;
    }
  };
}
