import { NAME_MAX_LENGTH } from "@/lib/assets/elements/limits";
import { MODES, RATIOS, RESOLUTIONS, SEED_RANGE } from "@/lib/models/catalog";
import { lineOf, matching, oneOf, type Parts, type ReadPart, readParts, writeParts } from "@/lib/shared/parts";
import { LABEL_MAX_LENGTH } from "../marks/limits";
import { FINDING_KINDS, VERDICTS } from "../view";

/** More than this of what was typed is not looked for. */
export const MOST_TYPED = 200;

/** Not over, a clip, over without one, called off: how the states are told apart here and in `search_state` of the database. */
export const FOUND_STATES = ["open", "ready", "failed", "cancelled"] as const;
export const SORTS = ["newest", "oldest", "rating", "longest"] as const;
export type Sort = (typeof SORTS)[number];

/** The database knows no year 0. */
const day = matching(/^(?!0000)\d{4}-\d{2}-\d{2}$/, (text) => {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
});

const isZone = (name: string): boolean => {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
};

/** By its name: the database reads the sign of "+01:00" the other way round. */
export const readZone = matching(/^[A-Za-z][\w+/-]{0,59}$/, isZone);

/** What a clock shows somewhere, to the minute; 24:00 is the end of a day. */
export const readMoment = matching(/^.{10}T(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/, (text) => day(text.slice(0, 10)) !== undefined);

/**
 * What is looked for: the one description for the address of a page, the query, the form and what is saved. A value that is none is
 * left out, so that an address from elsewhere, or of another version, finds what it can.
 */
const PARTS = {
  q: lineOf(MOST_TYPED),
  state: oneOf(FOUND_STATES),
  mode: oneOf(MODES),
  model: matching(/^[\w.-]{1,64}$/),
  ratio: oneOf(RATIOS),
  resolution: oneOf(RESOLUTIONS),
  sound: oneOf(["on", "off"]),
  author: matching(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
  /** Days, both of them included, as they are in `zone`. */
  from: day,
  to: day,
  zone: readZone,
  /** At least so many stars. */
  rating: (text) => (/^[1-5]$/.test(text) ? Number(text) : undefined),
  verdict: oneOf([...VERDICTS, "none"]),
  /** Somebody said something of it; of that something is not resolved. */
  comments: oneOf(["any", "open"]),
  /** What the studio found in it by itself and nobody called fine: anything, or this. */
  findings: oneOf(["any", ...FINDING_KINDS]),
  /** Of whoever asks. */
  favourite: oneOf(["yes"]),
  tag: lineOf(LABEL_MAX_LENGTH),
  collection: lineOf(LABEL_MAX_LENGTH),
  /** Made with an element of this name, in whichever of its versions. */
  element: lineOf(NAME_MAX_LENGTH),
  seed: matching(/^\d{1,10}$/, (text) => Number(text) <= SEED_RANGE.max),
  /** Of the clips of one recipe only its face; see stacks.ts. */
  stack: oneOf(["yes"]),
  sort: oneOf(SORTS),
} satisfies Record<string, ReadPart<string | number>>;

export type Find = Parts<typeof PARTS>;
export type FindName = keyof Find;
export const FIND_NAMES = Object.keys(PARTS) as FindName[];

/** Narrow a list down; the words, the order and the zone of the days stand elsewhere. */
export const FILTERS = FIND_NAMES.filter((name) => !["q", "sort", "zone"].includes(name)) as Exclude<FindName, "q" | "sort" | "zone">[];

/** What an address, or a form, says of it. */
export function readFind(from: URLSearchParams | Record<string, unknown>): Find {
  const found = readParts(PARTS, from);
  if (found.sort === "newest") delete found.sort;
  if (found.from === undefined && found.to === undefined) delete found.zone;
  return found;
}

/** The same find is the same text, "" for everything: a part of an address, a key of a cache, and what a saved view keeps. */
export const writeFind = (find: Find): string => writeParts(PARTS, readFind(find));

export const parseFind = (text: string): Find => readFind(new URLSearchParams(text));
