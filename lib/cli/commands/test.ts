import { runCommand } from "../terminal/run-command";
import { chooseStages, runStages } from "@/lib/tools/test/run-stages";

/** `npm test`: everything a change has to pass. `npm test -- unit browser` runs some of it. */
await runCommand((args) => runStages(chooseStages(args, ["lint", "types", "build", "unit", "database", "browser"])));
