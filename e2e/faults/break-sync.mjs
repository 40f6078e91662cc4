// Loaded into a process before everything else: the first fsync of so many new files fails, as on a disk that is dying.
// DAILIES_BREAK_SYNC="/journal/:1,/media-tmp/:2" says whose. A file that is synced again after that is told of.
import fs from "node:fs";

const left = new Map(
  (process.env.DAILIES_BREAK_SYNC ?? "")
    .split(",")
    .filter(Boolean)
    .map((entry) => [entry.split(":")[0], Number(entry.split(":")[1])]),
);
const say = (text) => void process.stderr.write(`${JSON.stringify({ msg: text })}\n`);

// The method of all handles: a file that Node opens for itself (`writeFile` with `flush`) is synced by it as well.
const own = await fs.promises.open(import.meta.filename);
const handles = Object.getPrototypeOf(own);
await own.close();
const sync = handles.sync;
const broken = new WeakSet();
handles.sync = async function () {
  if (broken.has(this)) say("synced again after a failure");
  const file = fs.readlinkSync(`/proc/self/fd/${this.fd}`);
  const place = [...left.keys()].find((part) => file.includes(part));
  if (broken.has(this) || place === undefined || left.get(place) === 0) return sync.call(this);
  broken.add(this);
  left.set(place, left.get(place) - 1);
  say("a sync failed");
  throw Object.assign(new Error("EIO: pretended, fsync"), { code: "EIO", syscall: "fsync" });
};
