import { runCommand } from "./run-command";
import { chooseStages, runStages } from "./test/run-stages";

/** `npm run check`: what takes less than a minute. */
await runCommand((args) => runStages(chooseStages(args, ["lint", "types", "unit"])));
