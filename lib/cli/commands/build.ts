import { buildWhenChanged } from "../launch/build";
import { runCommand } from "../terminal/run-command";
import { listenForStop } from "../terminal/stop-signal";

/** Builds the pages, as `npm start` does where that is needed, and starts nothing: for an image. */
await runCommand(() => buildWhenChanged(listenForStop(() => undefined)));
