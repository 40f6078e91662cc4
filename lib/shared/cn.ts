import { clsx, type ClassValue } from "clsx";

/**
 * Joins class names; of two that set the same thing the last wins, so that `className` at the end of a component
 * overrides its look. It knows the utilities that this studio uses, in one kilobyte where the general library takes
 * nine of what every page loads; cn.test.ts compares the two for every pair of class names in the source.
 */
export function cn(...inputs: ClassValue[]): string {
  const names = clsx(inputs).split(" ").filter(Boolean);
  const taken = new Set<string>();
  const kept: string[] = [];
  for (const name of names.reverse()) {
    const { scope, group } = read(name);
    if (group !== null) {
      if (taken.has(scope + group)) continue;
      for (const overridden of [group, ...(OVERRIDES[group] ?? [])]) taken.add(scope + overridden);
    }
    kept.push(name);
  }
  return kept.reverse().join(" ");
}

interface Reading {
  /** The variants before it and its importance: only equals override each other. */
  scope: string;
  /** What it sets, or null for what is none of ours. */
  group: string | null;
}

const readings = new Map<string, Reading>();

function read(name: string): Reading {
  const known = readings.get(name);
  if (known) return known;
  const parts = splitVariants(name);
  let utility = parts.pop() ?? "";
  const important = utility.endsWith("!");
  if (important) utility = utility.slice(0, -1);
  if (utility.startsWith("-")) utility = utility.slice(1);
  const reading = { scope: `${parts.join(":")}${important ? "!" : ""} `, group: groupOf(utility) };
  readings.set(name, reading);
  return reading;
}

/** Cuts at the colons that stand outside brackets. */
function splitVariants(name: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let index = 0; index < name.length; index++) {
    const letter = name[index];
    if (letter === "[" || letter === "(") depth++;
    else if (letter === "]" || letter === ")") depth--;
    else if (letter === ":" && depth === 0) {
      parts.push(name.slice(start, index));
      start = index + 1;
    }
  }
  parts.push(name.slice(start));
  return parts;
}

/** A group that covers others takes their places, too: `p-2` after `px-3` leaves only `p-2`. */
const OVERRIDES: Record<string, readonly string[]> = {
  p: ["px", "py", "ps", "pe", "pt", "pr", "pb", "pl"],
  px: ["pr", "pl"],
  py: ["pt", "pb"],
  m: ["mx", "my", "ms", "me", "mt", "mr", "mb", "ml"],
  mx: ["mr", "ml"],
  my: ["mt", "mb"],
  inset: ["inset-x", "inset-y", "start", "end", "top", "right", "bottom", "left"],
  "inset-x": ["right", "left"],
  "inset-y": ["top", "bottom"],
  size: ["w", "h"],
  gap: ["gap-x", "gap-y"],
  overflow: ["overflow-x", "overflow-y"],
  overscroll: ["overscroll-x", "overscroll-y"],
  rounded: ["rounded-t", "rounded-r", "rounded-b", "rounded-l", "rounded-tl", "rounded-tr", "rounded-br", "rounded-bl"],
  "rounded-t": ["rounded-tl", "rounded-tr"],
  "rounded-r": ["rounded-tr", "rounded-br"],
  "rounded-b": ["rounded-br", "rounded-bl"],
  "rounded-l": ["rounded-tl", "rounded-bl"],
  border: ["border-x", "border-y", "border-t", "border-r", "border-b", "border-l"],
  "border-x": ["border-r", "border-l"],
  "border-y": ["border-t", "border-b"],
  "border-color": ["border-x-color", "border-y-color", "border-t-color", "border-r-color", "border-b-color", "border-l-color"],
  flex: ["basis", "grow", "shrink"],
  "text-size": ["leading"],
  "line-clamp": ["display", "overflow"],
};

/** Utilities that are a whole word, by what they set. */
const WORDS = new Map(
  Object.entries({
    display: "block inline-block inline flex inline-flex table inline-table grid inline-grid contents list-item hidden flow-root",
    position: "static fixed absolute relative sticky",
    visibility: "visible invisible collapse",
    isolation: "isolate isolation-auto",
    "sr-only": "sr-only not-sr-only",
    "flex-direction": "flex-row flex-row-reverse flex-col flex-col-reverse",
    "flex-wrap": "flex-wrap flex-wrap-reverse flex-nowrap",
    grow: "grow",
    shrink: "shrink",
    "text-align": "text-left text-center text-right text-justify text-start text-end",
    "text-wrap": "text-wrap text-nowrap text-balance text-pretty",
    "text-overflow": "truncate text-ellipsis text-clip",
    "text-size": "text-xs text-sm text-base text-lg text-xl text-2xl",
    "text-transform": "uppercase lowercase capitalize normal-case",
    "font-family": "font-sans font-mono",
    "font-style": "italic not-italic",
    decoration: "underline overline line-through no-underline",
    border: "border border-0 border-2 border-4",
    "border-style": "border-solid border-dashed border-dotted border-none",
    "border-collapse": "border-collapse border-separate",
    rounded: "rounded",
    outline: "outline outline-0 outline-1 outline-2",
    "outline-style": "outline-none outline-hidden outline-solid outline-dashed outline-dotted",
    "object-fit": "object-contain object-cover object-fill object-none object-scale-down",
    resize: "resize resize-none resize-x resize-y",
    transition: "transition",
    "table-layout": "table-auto table-fixed",
    "divide-x": "divide-x",
    "divide-y": "divide-y",
  }).flatMap(([group, words]) => words.split(" ").map((word) => [word, group] as const)),
);

/** Utilities that go on after a prefix, the longest first; a group given as null is called like its prefix. */
const PREFIXES = (
  [
    ...["px", "py", "ps", "pe", "pt", "pr", "pb", "pl", "p", "mx", "my", "ms", "me", "mt", "mr", "mb", "ml", "m"].map((prefix) => [
      prefix,
      prefix,
    ]),
    ...[
      "inset-x",
      "inset-y",
      "inset",
      "start",
      "end",
      "top",
      "right",
      "bottom",
      "left",
      "min-w",
      "max-w",
      "min-h",
      "max-h",
      "size",
      "w",
      "h",
    ].map((prefix) => [prefix, prefix]),
    ...[
      "gap-x",
      "gap-y",
      "gap",
      "space-x",
      "space-y",
      "overflow-x",
      "overflow-y",
      "overflow",
      "overscroll-x",
      "overscroll-y",
      "overscroll",
    ].map((prefix) => [prefix, prefix]),
    ...["rounded-tl", "rounded-tr", "rounded-br", "rounded-bl", "rounded-t", "rounded-r", "rounded-b", "rounded-l", "rounded"].map(
      (prefix) => [prefix, prefix],
    ),
    ...[
      "grid-cols",
      "grid-rows",
      "grid-flow",
      "auto-cols",
      "auto-rows",
      "col",
      "row",
      "order",
      "z",
      "basis",
      "grow",
      "shrink",
      "aspect",
      "columns",
    ].map((prefix) => [prefix, prefix]),
    ...["justify-items", "justify-self", "justify", "content", "items", "self", "place-content", "place-items", "place-self"].map(
      (prefix) => [prefix, prefix],
    ),
    ...[
      "leading",
      "tracking",
      "whitespace",
      "break",
      "hyphens",
      "line-clamp",
      "align",
      "list",
      "opacity",
      "shadow",
      "cursor",
      "select",
      "pointer-events",
      "touch",
      "appearance",
      "will-change",
    ].map((prefix) => [prefix, prefix]),
    ...[
      "duration",
      "delay",
      "ease",
      "animate",
      "transition",
      "origin",
      "rotate",
      "translate-x",
      "translate-y",
      "translate",
      "scale",
      "fill",
      "accent",
      "caret",
      "mix-blend",
      "backdrop-blur",
      "blur",
      "scroll-mt",
      "scroll-mb",
      "scroll-my",
      "field-sizing",
      "underline-offset",
      "outline-offset",
      "color-scheme",
    ].map((prefix) => [prefix, prefix]),
    ["flex", "flex"],
    ["bg", "bg-color"],
    ["font", "font-weight"],
    ["text", "text-color"],
    ["outline", "outline-color"],
    ["decoration", "decoration-color"],
    ["object", "object-position"],
    ["stroke", "stroke"],
    ["divide", "divide-color"],
    ...["border-x", "border-y", "border-t", "border-r", "border-b", "border-l", "border"].map((prefix) => [prefix, `${prefix}-color`]),
  ] as [string, string][]
).sort((a, b) => b[0].length - a[0].length);

function groupOf(utility: string): string | null {
  const word = WORDS.get(utility);
  if (word) return word;
  for (const [prefix, group] of PREFIXES) {
    if (utility === prefix) return prefix;
    if (utility.startsWith(`${prefix}-`)) return group.startsWith("border-") && /-\d+$/.test(utility) ? prefix : refine(group, utility);
  }
  return null;
}

/** Bracketed sizes are told from bracketed colours by how they begin. */
function refine(group: string, utility: string): string {
  if (group === "text-color" && /^text-\[[\d.]/.test(utility)) return "text-size";
  if (group === "outline-color" && /^outline-\d/.test(utility)) return "outline";
  if (group === "stroke" && !/^stroke-[\d[]/.test(utility)) return "stroke-color";
  if (group === "bg-color" && /^bg-(cover|contain|center|top|bottom|no-repeat|\[(url|linear|image))/.test(utility)) return "bg-image";
  return group;
}
