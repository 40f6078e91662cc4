/** Words of React's for what JSON has no word for. Others stand for files, functions and promises: no action of ours takes those. */
const WORDS = /^\$(\$|D|undefined$|NaN$|Infinity$|-Infinity$|-0$)/;

/** Our own names are much shorter. Each name repeats the keys above it, so that a long key would be written down a million times. */
const LONGEST_NAME = 200;

/**
 * Whether this is the body of a server action's call as our pages write it: JSON, a list of arguments, and in it no reference to
 * anything but what stands complete before it. React's own reader answers everything else with an error, or waits for ever.
 */
export function isCall(body: string): boolean {
  try {
    const args: unknown = JSON.parse(body);
    return Array.isArray(args) && isComplete(args, "$0", new Set());
  } catch {
    return false;
  }
}

/** @param seen the objects that are complete, by the names that a reference calls them */
function isComplete(value: unknown, name: string, seen: Set<string>): boolean {
  if (typeof value === "string") return !value.startsWith("$") || WORDS.test(value) || seen.has(value);
  if (typeof value !== "object" || value === null) return true;
  if (name.length > LONGEST_NAME) return false;
  const good = Object.entries(value).every(([key, part]) => isComplete(part, `${name}:${key}`, seen));
  seen.add(name);
  return good;
}
