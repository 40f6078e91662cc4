import { parseArgs } from "node:util";
import { failures } from "./failures";

/**
 * One optional word and named options, as in `npm run backup -- /mnt/backups --keep 30`.
 * @throws CliFailure with the usage when something else was typed
 */
export function readArguments<const Names extends string, const Flags extends string>(
  args: readonly string[],
  { options, flags, usage }: { options: readonly Names[]; flags: readonly Flags[]; usage: string },
): { word: string | null; options: Partial<Record<Names, string>>; flags: ReadonlySet<Flags> } {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: Object.fromEntries<{ type: "string" | "boolean" }>([
        ...options.map((name) => [name, { type: "string" }] as const),
        ...flags.map((name) => [name, { type: "boolean" }] as const),
      ]),
    });
    if (positionals.length > 1) throw new Error("too many words");
    const given = options.flatMap((name) => (typeof values[name] === "string" ? [[name, values[name]]] : []));
    return {
      word: positionals[0] ?? null,
      options: Object.fromEntries(given) as Partial<Record<Names, string>>,
      flags: new Set(flags.filter((name) => values[name] === true)),
    };
  } catch {
    throw failures.usage(usage);
  }
}
