import { runCommand } from "../terminal/run-command";
import { chooseStages, runStages } from "@/lib/tools/test/run-stages";

/** `npm run check`: what takes less than a minute. */
await runCommand((args) => runStages(chooseStages(args, ["lint", "types", "unit"])));
