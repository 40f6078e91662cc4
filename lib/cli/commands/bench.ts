import { benches } from "@/lib/tools/bench/benches";
import { formatFigure, parseBenchArgs, type Figure } from "@/lib/tools/bench/figure";
import { judge } from "@/lib/tools/bench/targets";
import { failures } from "../terminal/failures";
import { formatTable, say } from "../terminal/output";
import { runCommand } from "../terminal/run-command";

/**
 * `npm run bench [-- NAME] [-- --json]`: each figure beside a baseline that was measured in the same run, and beside its target.
 * `--all` goes on behind a bench that breaks, and ends with 1 where one did or a target was missed.
 */
await runCommand(async (args) => {
  const { names, json, all } = parseBenchArgs(args);
  const known = benches.map(({ name }) => name);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) throw failures.usage(`There is no bench "${unknown}"; there are: ${known.join(", ")}.`);

  const figures: Figure[] = [];
  const broken = new Map<string, string>();
  for (const bench of benches.filter(({ name }) => names.length === 0 || names.includes(name))) {
    if (!json) say(`${bench.name}: ${bench.about}`);
    const run = bench.run((line) => (json ? undefined : say(`  ${line}`)));
    const outcome = await (all ? run.catch((error: unknown) => broken.set(bench.name, String(error)) && []) : run);
    for (const figure of outcome) {
      figures.push(figure);
      if (json) say(JSON.stringify(figure));
    }
  }
  if (!json) {
    say();
    const rows = figures.map((figure) => [...formatFigure(figure), ...judge(figure)]);
    for (const line of formatTable([["name", "value", "baseline", "ratio", "target", ""], ...rows])) say(line);
    for (const [name, why] of broken) say(`${name} broke: ${why}`);
  }
  return all && (broken.size > 0 || figures.some((figure) => judge(figure)[1] === "MISSED")) ? 1 : 0;
});
