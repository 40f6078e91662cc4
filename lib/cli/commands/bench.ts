import { benches } from "@/lib/tools/bench/benches";
import { formatFigure, parseBenchArgs, type Figure } from "@/lib/tools/bench/figure";
import { failures } from "../terminal/failures";
import { formatTable, say } from "../terminal/output";
import { runCommand } from "../terminal/run-command";

/** `npm run bench [-- NAME] [-- --json]`: each figure beside a baseline that was measured in the same run. */
await runCommand(async (args) => {
  const { names, json } = parseBenchArgs(args);
  const known = benches.map(({ name }) => name);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) throw failures.usage(`There is no bench "${unknown}"; there are: ${known.join(", ")}.`);

  const figures: Figure[] = [];
  for (const bench of benches.filter(({ name }) => names.length === 0 || names.includes(name))) {
    if (!json) say(`${bench.name}: ${bench.about}`);
    for (const figure of await bench.run((line) => (json ? undefined : say(`  ${line}`)))) {
      figures.push(figure);
      if (json) say(JSON.stringify(figure));
    }
  }
  if (!json) {
    say();
    for (const line of formatTable([["name", "value", "baseline", "ratio"], ...figures.map(formatFigure)])) say(line);
  }
});
