import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { existsSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import { mediaKey } from "@/lib/files/keys";
import { dieAt, howAccepted, preload, wasUncertain } from "../case-kit";
import { demand, type FaultCase } from "../fault-case";
import { originalHash } from "../originals";
import type { FaultStudio } from "../studio";
import { MINUTE, travel } from "../time-travel";
import { waitUntil } from "../wait-until";

/** Longer than a dead worker's hold on a clip. */
const BEYOND_LEASE_MS = 61_000;

async function downloadsOf(studio: FaultStudio, id: string): Promise<number> {
  const { providerTaskId } = await studio.row(id);
  return (await studio.emulator.truth()).items.find((task) => task.id === providerTaskId)!.downloads;
}

const videoFile = async (studio: FaultStudio, id: string): Promise<string> =>
  path.join(studio.dataDir, ...mediaKey((await studio.row(id)).teamId, id, "video").split("/"));

async function listen(server: Server, host: string): Promise<number> {
  server.listen(0, host);
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

/** Whatever happens to a clip on its way into our storage. */
export const archiveCases: readonly FaultCase[] = [
  {
    id: "F40",
    what: "kill -9 in the middle of the download, five times",
    async run(studio) {
      const id = await studio.press();
      const env = dieAt("archive.mid_stream", 5);
      let arrived = 0;
      for (let life = 1; life <= 5; life++) {
        studio.worker.launch(env);
        await studio.worker.untilDead(90_000);
        demand(!existsSync(await videoFile(studio, id)), "half a file was visible");
        demand((await studio.row(id)).status === "saving", `${(await studio.row(id)).status} after a death in the download`);
        const parts = readdirSync(path.join(studio.dataDir, "media-tmp")).filter((name) => name.startsWith("fetch-"));
        const bytes = parts.reduce((sum, name) => sum + statSync(path.join(studio.dataDir, "media-tmp", name)).size, 0);
        demand(parts.length === 1 && bytes > arrived, `life ${life} left ${parts.length} parts of ${bytes} bytes, after ${arrived}`);
        arrived = bytes;
        await travel(BEYOND_LEASE_MS);
      }
      await studio.worker.start();
      await studio.until(id, "ready");
      const video = (await studio.row(id)).files.find((file) => file.variant === "video")!;
      demand(video.sha256 === (await originalHash(studio, id)), "not the file that the provider has");
      return "no half file was ever visible, each life went on where the last had died, and the sixth kept the very bytes of the provider";
    },
  },
  {
    id: "F41",
    what: "kill -9 after the file is in its place, before its row is",
    isQuick: true,
    async run(studio) {
      const id = await studio.press();
      studio.worker.launch(dieAt("archive.after_rename"));
      await studio.worker.untilDead(90_000);
      demand(existsSync(await videoFile(studio, id)), "the file is not there");
      await travel(BEYOND_LEASE_MS);
      await studio.worker.start();
      await studio.until(id, "ready");
      demand((await downloadsOf(studio, id)) === 1, `downloaded ${await downloadsOf(studio, id)} times`);
      return "completed from the file that was there, downloaded once";
    },
  },
  {
    id: "F43",
    what: "a length that is not kept, a reset, 0 bytes, an HTML page with 200, an XML error with 200",
    async run(studio) {
      const xml = '<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>';
      for (const [skip, variant] of (["truncated", "reset", "empty", "html"] as const).entries())
        await studio.emulator.order({ route: "files.video", skip, fault: { kind: "download", variant } });
      await studio.emulator.order({
        route: "files.video",
        skip: 4,
        fault: { kind: "answer", status: 200, headers: { "content-type": "application/xml" }, body: xml.padEnd(4_000) },
      });
      const ids = await studio.pressMany(5);
      await studio.worker.start();
      await waitUntil("every fault was played", async () => {
        const played = (await studio.emulator.requests()).filter(({ route, faults }) => route === "files.video" && faults.length > 0);
        return played.length === 5;
      });
      await travel(MINUTE);
      await studio.until(ids, "ready", 120_000);
      for (const id of ids) {
        const video = (await studio.row(id)).files.find((file) => file.variant === "video")!;
        demand(video.sha256 === (await originalHash(studio, id)), "not the file that the provider has");
      }
      return "each fetched again, none ready before it was whole";
    },
  },
  {
    id: "F44",
    what: "the link answers 403",
    async run(studio) {
      const id = await studio.press({ prompt: "emu:dead-link" });
      await studio.worker.start();
      await waitUntil("the first download was refused", async () => (await studio.row(id)).waitingFor === "retry");
      await travel(MINUTE);
      await studio.until(id, "ready");
      return "asked the task for a fresh link, ready";
    },
  },
  {
    id: "F46",
    what: "4 clips, one of whose links trickles at 1 KB/s",
    async run(studio) {
      const trickle = createServer((_, response) => {
        response.writeHead(200, { "content-type": "video/mp4", "content-length": "5000000" });
        const timer = setInterval(() => response.write(Buffer.alloc(1024)), 1_000);
        response.on("close", () => clearInterval(timer));
      });
      const port = await listen(trickle, "127.0.0.1");
      try {
        await studio.emulator.order({
          route: "files.video",
          fault: { kind: "download", variant: "redirect", location: `http://127.0.0.1:${port}/slow.mp4` },
        });
        const ids = await studio.pressMany(4);
        await studio.worker.start();
        await waitUntil(
          "three are ready",
          async () => (await studio.rows()).filter((row) => row.status === "ready").length === 3,
          55_000,
          async () => (await studio.rows()).map((row) => row.status).join(" "),
        );
        const startedAt = performance.now();
        await waitUntil("the slow one is given up", async () => (await studio.rows()).some((row) => row.waitingFor === "retry"), 100_000);
        const seconds = Math.round((performance.now() - startedAt) / 1000);
        await travel(MINUTE);
        await studio.until(ids, "ready");
        return `three ready at once; the slow one cut off after about ${seconds} s, fetched again, ready`;
      } finally {
        trickle.closeAllConnections();
        trickle.close();
      }
    },
  },
  {
    id: "F47",
    what: "redirects to loopback, to 169.254.169.254, to mapped addresses and to a name that leads there",
    async run(studio) {
      let connections = 0;
      const trap = createServer((_, response) => void response.end("caught"));
      trap.on("connection", () => connections++);
      const port = await listen(trap, "127.0.0.2");
      const targets = [
        `http://127.0.0.2:${port}/`,
        `http://[::ffff:7f00:2]:${port}/`,
        `http://2130706434:${port}/`,
        `https://localhost/`,
        "http://169.254.169.254/latest/meta-data/",
        "http://[::ffff:a9fe:a9fe]/",
      ];
      try {
        for (const [skip, location] of targets.entries())
          await studio.emulator.order({ route: "files.video", skip, fault: { kind: "download", variant: "redirect", location } });
        const ids = await studio.pressMany(targets.length);
        await studio.worker.start();
        await waitUntil("every redirect was met", () => studio.worker.countLines("clip not saved yet") >= targets.length);
        await travel(MINUTE);
        await studio.until(ids, "ready");
        demand(connections === 0, `${connections} connections reached the trap`);
        return "6 × refused, no connection at the trap, all ready by their true links";
      } finally {
        trap.close();
      }
    },
  },
  {
    id: "F49",
    what: "fsync answers EIO: once for the journal of an accepted task, twice for the clip",
    async run(studio) {
      const id = await studio.press();
      await studio.worker.start(preload("break-sync.mjs", { DAILIES_BREAK_SYNC: "/journal/:1,/media-tmp/:2" }));
      for (let failure = 1; failure <= 2; failure++) {
        await waitUntil(`failure ${failure}`, () => studio.worker.countLines("clip not saved yet") >= failure);
        demand((await studio.row(id)).status === "saving", (await studio.row(id)).status);
        demand(!existsSync(await videoFile(studio, id)), "a file whose sync failed was kept");
        await travel(2 * MINUTE);
      }
      await studio.until(id, "ready");
      const row = await studio.row(id);
      demand(howAccepted(row) === "answer" && !wasUncertain(row), "the accepted task was lost with its journal");
      demand(studio.worker.countLines("a sync failed") === 3, `${studio.worker.countLines("a sync failed")} syncs failed instead of 3`);
      demand(studio.worker.countLines("synced again after a failure") === 0, "a failed sync was tried again");
      demand((await downloadsOf(studio, id)) === 3, `downloaded ${await downloadsOf(studio, id)} times`);
      const video = row.files.find((file) => file.variant === "video")!;
      demand(video.sha256 === (await originalHash(studio, id)), "not the file that the provider has");
      return "the database heard of the task all the same; each file thrown away and fetched again, none synced twice";
    },
  },
  {
    id: "F50",
    what: "the rename into the library fails: ENOSPC, EXDEV, EIO",
    async run(studio) {
      const id = await studio.press();
      await studio.worker.start(preload("break-rename.mjs", { DAILIES_BREAK_RENAME: "ENOSPC,EXDEV,EIO" }));
      for (let failure = 1; failure <= 3; failure++) {
        await waitUntil(`failure ${failure}`, () => studio.worker.countLines("clip not saved yet") >= failure);
        const row = await studio.row(id);
        demand(row.status === "saving", row.status);
        await travel(2 * MINUTE);
      }
      await studio.until(id, "ready");
      const video = (await studio.row(id)).files.find((file) => file.variant === "video")!;
      demand(video.sha256 === (await originalHash(studio, id)), "not the file that the provider has");
      return "saving all the time, never failed, nothing left behind; ready at the fourth try";
    },
  },
  {
    id: "F55",
    what: "everything that was not synced is gone right after `ready`",
    lacks: () =>
      "needs hardware: a power cut of a machine, or LazyFS (a FUSE file system, as root). kill -9 loses nothing that the kernel has; that file and folder are synced before the row is what F49 and the tests of storage watch.",
    run: () => Promise.resolve(""),
  },
];
