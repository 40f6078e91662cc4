import { execFileSync } from "node:child_process";
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import sharp from "sharp";
import type { Actor } from "@/lib/access/callers/actor";
import { sendParts } from "@/lib/testing/send-parts";
import { demandCreates, loseAllJobs } from "../case-kit";
import { demand, type FaultCase } from "../fault-case";
import { controlProcess } from "../process-control";
import type { FaultStudio } from "../studio";
import { pause, waitUntil } from "../wait-until";

const kindsOf = async (studio: FaultStudio, id: string): Promise<string[]> =>
  (await studio.row(id)).files.map(({ variant }) => String(variant));

/** A folder with an ffmpeg in it that does this instead of its work. */
async function falseFfmpeg(instead: string): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "dailies-ffmpeg-"));
  const file = path.join(folder, "ffmpeg");
  await writeFile(file, `#!/bin/sh\ncase "$1" in -version) echo "ffmpeg version 7.0-stub"; exit 0;; esac\n${instead}\n`);
  await chmod(file, 0o755);
  return folder;
}

const childrenOf = (parent: number | null): { pid: number; command: string }[] =>
  execFileSync("ps", ["-eo", "pid=,ppid=,args="], { encoding: "utf8" })
    .split("\n")
    .map((line) => line.trim().split(/\s+/))
    .filter(([, ppid]) => parent !== null && ppid === String(parent))
    .map(([pid, , ...command]) => ({ pid: Number(pid), command: command.join(" ") }));

const hungChild = (studio: FaultStudio): number | undefined =>
  childrenOf(studio.worker.pid).find(({ command }) => command.includes("sleep 3600"))?.pid;

async function clipOverHttp(studio: FaultStudio): Promise<void> {
  const answer = await studio.pressOnPage();
  demand(answer.ok, JSON.stringify(answer));
  await studio.until(answer.data.id, "ready");
}

const residentMb = (pid: number | null): number =>
  Number(execFileSync("ps", ["-o", "rss=", "-p", String(pid)], { encoding: "utf8" })) / 1024;

/** Whatever happens on the machine around the processes. */
export const hostCases: readonly FaultCase[] = [
  {
    id: "F70",
    what: "8 pictures of 49 and 36 megapixels uploaded at once, to pages with 256 MB of heap",
    async run(studio) {
      const web = studio.web!;
      await web.start({ env: { NODE_OPTIONS: "--max-old-space-size=256" } });
      const { pid } = web;
      const pictures = await Promise.all(
        Array.from({ length: 8 }, (_, index) => {
          const side = index < 4 ? 7000 : 5990;
          const background = { r: 20 * index, g: 90, b: 140 };
          return sharp({ create: { width: side, height: side, channels: 3, background } })
            .png({ compressionLevel: 3 })
            .toBuffer();
        }),
      );
      for (const actor of studio.people) await studio.visit(actor);
      const before = residentMb(pid);
      let most = before;
      let slowest = 0;
      let isOver = false;
      const watch = (async () => {
        while (!isOver) {
          const startedAt = performance.now();
          await (await (await studio.visit(studio.people[0]!)).fetch("/api/auth/session")).text();
          slowest = Math.max(slowest, performance.now() - startedAt);
          most = Math.max(most, residentMb(pid));
          await pause(100);
        }
      })();
      const answers = await Promise.all(pictures.map((bytes, index) => uploadPicture(studio, studio.people[index]!, bytes)));
      isOver = true;
      await watch;
      demand(web.pid === pid, "it is another process");
      demand(
        answers.slice(0, 4).every((answer) => /tooLargeSide/.test(answer)),
        answers.join(" "),
      );
      demand(
        answers.slice(4).every((answer) => answer === "ready"),
        answers.join(" "),
      );
      demand(most - before < 1_200 && slowest < 10_000, `${Math.round(most - before)} MB more, others waited ${Math.round(slowest)} ms`);
      return `4 kept with their problem, too large a side; 4 taken; at most ${Math.round(most - before)} MB more, others waited at most ${Math.round(slowest)} ms`;
    },
  },
  {
    id: "F71",
    what: "an ffmpeg that hangs, then one that is killed each time; the jobs that were to try again are lost",
    async run(studio) {
      const hung = await falseFfmpeg("exec sleep 3600");
      const dying = await falseFfmpeg("kill -9 $$");
      try {
        const withPath = (folder: string) => ({ env: { PATH: `${folder}${path.delimiter}${process.env.PATH}` } });
        const first = await studio.press();
        await studio.worker.start(withPath(hung));
        const hanging = await waitUntil("it hangs", () => hungChild(studio) ?? null);
        const startedAt = performance.now();
        await studio.until(first, "ready");
        const seconds = Math.round((performance.now() - startedAt) / 1000);
        demand(!(await kindsOf(studio, first)).includes("poster"), "a poster came out of nothing");
        demand(hungChild(studio) !== hanging, "it was left running");
        await studio.worker.terminate();

        const second = await studio.press();
        await studio.worker.start(withPath(dying));
        await studio.until(second, "ready");
        demand(!(await kindsOf(studio, second)).includes("poster"), "a poster came out of nothing");
        await studio.worker.kill();

        // Only the rows know now that something is missing.
        await loseAllJobs();
        await studio.worker.start();
        await waitUntil(
          "both have their posters",
          async () => (await kindsOf(studio, first)).includes("poster") && (await kindsOf(studio, second)).includes("poster"),
        );
        await demandCreates(studio, 2);
        return `killed after ${seconds} s, ready without a poster; the child died alone; both posters made by a sound ffmpeg`;
      } finally {
        for (const folder of [hung, dying]) await rm(folder, { recursive: true, force: true });
      }
    },
  },
  {
    id: "F74",
    what: "nobody reads what web, worker and the launcher print, and the disk of their logs is full; then web and worker are killed",
    async run(studio) {
      const { web } = studio;
      for (const one of [web!, studio.worker]) {
        await one.start();
        one.closeOutput();
      }
      await clipOverHttp(studio);
      for (const one of [web!, studio.worker]) {
        demand(one.isAlive(), "one of them died of a closed pipe");
        await one.kill();
      }

      await mkdir(path.join(studio.dataDir, "logs"), { recursive: true });
      for (const name of ["web", "worker"]) await symlink("/dev/full", path.join(studio.dataDir, "logs", `${name}.log`));
      const launcher = controlProcess({
        name: "launcher",
        args: ["--conditions=react-server", "--import", "tsx", "lib/cli/commands/start.ts"],
        environment: () => ({ ...process.env, ...{ ROLE: "all", PORT: new URL(web!.origin).port, LOG_LEVEL: "debug", NODE_OPTIONS: "" } }),
        isReady: (log) => log.includes("Ready after"),
      });
      try {
        await launcher.start();
        await clipOverHttp(studio);
        launcher.closeOutput();
        const killed = childrenOf(launcher.pid).filter(({ command }) => /lib\/(server|worker)\/main/.test(command));
        demand(killed.length === 2, `the launcher has ${killed.length} children`);
        for (const { pid } of killed) process.kill(pid, "SIGKILL");
        await waitUntil("the pages are back", async () => (await web!.health()).status === 200, 60_000);
        await clipOverHttp(studio);
        demand(launcher.isAlive(), "the launcher died of it");
        const { code } = await launcher.terminate();
        demand(code === 0, `the launcher ended with code ${code}`);
      } finally {
        await launcher.kill();
        await rm(path.join(studio.dataDir, "logs"), { recursive: true, force: true });
      }
      return "all live on and make a clip each time; what was killed is started again though nobody can be told";
    },
  },
];

/** @returns `ready`, or what the refusal says */
async function uploadPicture(studio: FaultStudio, actor: Actor, bytes: Buffer): Promise<string> {
  const visitor = await studio.visit(actor);
  const ticket = await visitor.act<{ uploadUrl: string }>("requestUploadAction", studio.page, [
    studio.teamSlug,
    { name: "picture.png", mimeType: "image/png", sizeBytes: bytes.length },
  ]);
  if (!ticket.ok) return JSON.stringify(ticket.error);
  const response = await sendParts(visitor.fetch, ticket.data.uploadUrl, bytes);
  const answer = (await response.json()) as { ok: boolean; data?: { status: string; problem: unknown }; error?: unknown };
  if (!answer.ok) return JSON.stringify(answer.error);
  return answer.data?.problem ? JSON.stringify(answer.data.problem) : (answer.data?.status ?? "");
}
