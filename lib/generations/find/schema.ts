import { z } from "zod";
import { MODES, RATIOS, RESOLUTIONS, SEED_RANGE } from "@/lib/models/catalog";
import { isVisible } from "@/lib/shared/visible";
import { LABEL_MAX_LENGTH } from "../marks/limits";
import { VERDICTS } from "../view";

/** More than this of what was typed is not looked for. */
export const MOST_TYPED = 200;

/** Not over, a clip, over without one, called off: how the states are told apart here and in `search_state` of the database. */
export const FOUND_STATES = ["open", "ready", "failed", "cancelled"] as const;
export const SORTS = ["newest", "oldest", "rating", "longest"] as const;
export type Sort = (typeof SORTS)[number];

const clean = (most: number) =>
  z.string().transform((text, context) => {
    const line = [
      ...text
        .toWellFormed()
        .normalize("NFC")
        .replace(/\p{Cc}/gu, " ")
        .replace(/\s+/gu, " ")
        .trim(),
    ]
      .slice(0, most)
      .join("")
      .trim();
    if (isVisible(line)) return line;
    context.issues.push({ code: "custom", input: text });
    return z.NEVER;
  });

const DAY = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const day = z
  .string()
  .regex(DAY)
  .refine((text) => new Date(`${text}T00:00:00Z`).toJSON()?.startsWith(text) ?? false);

const isZone = (name: string): boolean => {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
};

const onOff = z.enum(["on", "off"]);

/**
 * What is looked for: the one description for the address of a page, the query, the form and what is saved. A value that is none is
 * left out, so that an address from elsewhere, or of another version, finds what it can.
 */
const PARTS = {
  q: clean(MOST_TYPED),
  state: z.enum(FOUND_STATES),
  mode: z.enum(MODES),
  model: z.string().min(1).max(64),
  ratio: z.enum(RATIOS),
  resolution: z.enum(RESOLUTIONS),
  sound: onOff,
  author: z.uuid(),
  /** Days, both of them included, as they are in `zone`. */
  from: day,
  to: day,
  zone: z.string().max(60).refine(isZone),
  /** At least so many stars. */
  rating: z.coerce.number().pipe(z.int().min(1).max(5)),
  verdict: z.enum([...VERDICTS, "none"]),
  /** Of whoever asks. */
  favourite: z.literal("yes"),
  tag: clean(LABEL_MAX_LENGTH),
  collection: clean(LABEL_MAX_LENGTH),
  seed: z
    .string()
    .regex(/^\d{1,10}$/)
    .refine((text) => Number(text) <= SEED_RANGE.max),
  sort: z.enum(SORTS),
} as const;

type Parts = typeof PARTS;
export type Find = { -readonly [Name in keyof Parts]?: z.output<Parts[Name]> };
export type FindName = keyof Find;
export const FIND_NAMES = Object.keys(PARTS) as FindName[];

/** Narrow a list down; the words, the order and the zone of the days stand elsewhere. */
export const FILTERS = FIND_NAMES.filter((name) => !["q", "sort", "zone"].includes(name)) as Exclude<FindName, "q" | "sort" | "zone">[];

/** What an address, or a form, says of it. */
export function readFind(from: URLSearchParams | Record<string, unknown>): Find {
  const given = (name: string): unknown => {
    const value = from instanceof URLSearchParams ? from.get(name) : from[name];
    return Array.isArray(value) ? (value[0] as unknown) : value;
  };
  const found: Record<string, unknown> = {};
  for (const name of FIND_NAMES) {
    const parsed = PARTS[name].safeParse(given(name) ?? undefined);
    if (parsed.success) found[name] = parsed.data;
  }
  if (found["sort"] === "newest") delete found["sort"];
  if (found["from"] === undefined && found["to"] === undefined) delete found["zone"];
  return found as Find;
}

/** The same find is the same text, "" for everything: a part of an address, a key of a cache, and what a saved view keeps. */
export const writeFind = (find: Find): string => {
  const known = readFind(find);
  return new URLSearchParams(FIND_NAMES.flatMap((name) => (known[name] === undefined ? [] : [[name, String(known[name])]]))).toString();
};

export const parseFind = (text: string): Find => readFind(new URLSearchParams(text));

/** As part of another input: any text is a find. */
export const findText = z.string().transform(parseFind);
