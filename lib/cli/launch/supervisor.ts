import { createWriteStream, existsSync, mkdirSync, renameSync, statSync, type WriteStream } from "node:fs";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { startChild, type ChildSpec, type LineListener, type RunningChild } from "./child-process";

export interface SupervisorEvents {
  onLine: (name: string, ...line: Parameters<LineListener>) => void;
  /** A process ended although nobody asked it to; it is started again after `delayMs`. */
  onDeath: (name: string, how: string, delayMs: number) => void;
}

export interface SupervisedProcess {
  name: string;
  logFile: string;
  /** The process as it is now; another one after a restart. */
  pid: () => number;
  /** Rejects with the last words if the process ends before `ready` resolves; stops restarting then. */
  untilReady: (ready: (signal: AbortSignal) => Promise<void>) => Promise<void>;
  stop: () => Promise<void>;
}

const LOG_LIMIT_BYTES = 10_000_000;
const LAST_WORDS = 20;

/** 0.5 s, doubling to 30 s: a process that dies at once must not keep the machine busy. */
export const restartDelayMs = (deathsInARow: number): number => Math.min(30_000, 500 * 2 ** Math.max(0, deathsInARow - 1));

/** A process that ran for a minute was well; its death starts a new count. */
const WELL_AFTER_MS = 60_000;

/** Thrown by `untilReady`; `lastWords` is what the process wrote at the end. */
export class EndedWhileStarting extends Error {
  readonly lastWords: string;

  constructor(lastWords: string) {
    super("ended while starting");
    this.name = "EndedWhileStarting";
    this.lastWords = lastWords;
  }
}

/** Runs a process, keeps its output in a log file, and starts it again when it dies. */
export function supervise(spec: ChildSpec, logFolder: string, events: SupervisorEvents): SupervisedProcess {
  const logFile = path.join(logFolder, `${spec.name}.log`);
  const log = openLog(logFile);
  const lastWords: string[] = [];
  const onLine: LineListener = (line, stream) => {
    log.write(`${line}\n`);
    lastWords.push(line);
    if (lastWords.length > LAST_WORDS) lastWords.shift();
    events.onLine(spec.name, line, stream);
  };

  const stopping = new AbortController();
  let isReady = false;
  let current: RunningChild = startChild(spec, onLine);
  const life = live();

  async function live(): Promise<void> {
    for (let deaths = 1; ; deaths += 1) {
      const startedAt = Date.now();
      const { code, signal } = await current.ended;
      if (stopping.signal.aborted || !isReady) return;
      if (Date.now() - startedAt > WELL_AFTER_MS) deaths = 1;
      const delayMs = restartDelayMs(deaths);
      events.onDeath(spec.name, signal ? `was killed by ${signal}` : `ended with code ${code ?? "?"}`, delayMs);
      await wait(delayMs, undefined, { signal: stopping.signal }).catch(() => undefined);
      // Aborted while it waited; the type checker cannot see that somebody else does that.
      if ((stopping.signal as AbortSignal).aborted) return;
      current = startChild(spec, onLine);
    }
  }

  return {
    name: spec.name,
    logFile,
    pid: () => current.pid,
    untilReady: async (ready) => {
      const giveUp = new AbortController();
      const death = current.ended.then(() => {
        if (!isReady) throw new EndedWhileStarting(lastWords.join("\n"));
      });
      try {
        await Promise.race([ready(giveUp.signal), death]);
        isReady = true;
      } finally {
        giveUp.abort();
        // Its later death is no longer a failure of the start.
        death.catch(() => undefined);
      }
    },
    stop: async () => {
      stopping.abort();
      await current.stop();
      await life;
      await new Promise<void>((resolve) => log.end(resolve));
    },
  };
}

/** Appends; a log that has grown large becomes `.1` first. */
function openLog(file: string): WriteStream {
  mkdirSync(path.dirname(file), { recursive: true });
  if (existsSync(file) && statSync(file).size > LOG_LIMIT_BYTES) renameSync(file, `${file}.1`);
  const stream = createWriteStream(file, { flags: "a" });
  // A full disk must not end the studio; it says so by itself, in its health.
  stream.on("error", () => undefined);
  return stream;
}
