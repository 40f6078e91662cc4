import { buildWhenChanged } from "../launch/build";
import { runCommand } from "../terminal/run-command";
import { listenForStop } from "../terminal/stop-signal";

/** Builds the pages, as `npm start` does where that is needed, and starts nothing: for an image. */
await runCommand(() => {
  // It is built as root and run as somebody else, who has to read it; there is nothing secret in a build.
  process.umask(0o022);
  return buildWhenChanged(listenForStop(() => undefined));
});
