// Loaded into a process before everything else: the first fsync of so many new files fails, as on a disk that is dying.
// DAILIES_BREAK_SYNC="/journal/:1,/media-tmp/:2" says whose. A file that is synced again after that is told of.
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";

const left = new Map(
  (process.env.DAILIES_BREAK_SYNC ?? "")
    .split(",")
    .filter(Boolean)
    .map((entry) => [entry.split(":")[0], Number(entry.split(":")[1])]),
);
const say = (text) => void process.stderr.write(`${JSON.stringify({ msg: text })}\n`);
const open = fs.promises.open;
fs.promises.open = async (file, ...rest) => {
  const handle = await open(file, ...rest);
  const place = [...left.keys()].find((part) => String(file).includes(part));
  if (place === undefined || left.get(place) === 0) return handle;
  const sync = handle.sync.bind(handle);
  let hasFailed = false;
  handle.sync = async () => {
    if (hasFailed) say("synced again after a failure");
    if (hasFailed || left.get(place) === 0) return sync();
    hasFailed = true;
    left.set(place, left.get(place) - 1);
    say("a sync failed");
    throw Object.assign(new Error("EIO: pretended, fsync"), { code: "EIO", syscall: "fsync" });
  };
  return handle;
};
syncBuiltinESMExports();
