import { existsSync, rmSync } from "node:fs";
import path from "node:path";
import type { LinkTarget } from "../links";
import type { TaskRecord } from "../records";
import { renderClip, type RenderEffort } from "./render-clip";

export type { RenderEffort };

/** Makes clips one at a time, each once; they stay on disk for as long as their task. */
export interface Clips {
  isReady(task: TaskRecord): boolean;
  /** Begins in the background what nobody has asked for yet. */
  prepare(task: TaskRecord): void;
  /** Where the file lies, once it is there. */
  fileOf(task: TaskRecord, file: LinkTarget["file"]): Promise<string>;
  /** Removes what lies on disk for a task. */
  discard(task: TaskRecord): void;
  idle(): Promise<void>;
  /** Forgets and stops everything; what was on disk is the store's to remove. */
  clear(): void;
  close(): Promise<void>;
}

interface Surroundings {
  folder: () => string;
  effort: RenderEffort;
  onReady(): void;
}

const MAX_ATTEMPTS = 2;

export function createClips({ folder, effort, onReady }: Surroundings): Clips {
  const made = new Map<string, Promise<void>>();
  const failures = new Map<string, number>();
  let queue: Promise<unknown> = Promise.resolve();
  let stop = new AbortController();
  let isClosed = false;

  const placeOf = (task: TaskRecord, file: LinkTarget["file"]) =>
    path.join(folder(), file === "video" ? `${task.id}.${task.outputFormat ?? "mp4"}` : `${task.id}-last-frame.${task.lastFrameFormat}`);
  const isReady = (task: TaskRecord) =>
    (failures.get(task.id) ?? 0) >= MAX_ATTEMPTS || (existsSync(placeOf(task, "video")) && !made.has(task.id));

  function make(task: TaskRecord): Promise<void> {
    const running = made.get(task.id);
    if (running) return running;
    if (existsSync(placeOf(task, "video"))) return Promise.resolve();
    const { signal } = stop;
    const work = queue.then(async () => {
      signal.throwIfAborted();
      await renderClip(
        task,
        { video: placeOf(task, "video"), lastFrame: task.returnLastFrame ? placeOf(task, "lastFrame") : null },
        effort,
        { signal },
      );
    });
    const settled = work.then(
      () => {
        made.delete(task.id);
        if (!signal.aborted) onReady();
      },
      (error: unknown) => {
        made.delete(task.id);
        // A picture that cannot be rendered must not hold its task, and those behind it, for ever.
        if (!signal.aborted) failures.set(task.id, (failures.get(task.id) ?? 0) + 1);
        throw error;
      },
    );
    queue = settled.catch(() => undefined);
    made.set(task.id, settled);
    return settled;
  }

  return {
    isReady,
    prepare(task) {
      if (isClosed || made.has(task.id) || isReady(task)) return;
      make(task).catch((error: unknown) => {
        if (!stop.signal.aborted)
          process.stderr.write(`emulator: clip of ${task.id}: ${error instanceof Error ? error.message : String(error)}\n`);
      });
    },
    async fileOf(task, file) {
      await make(task);
      return placeOf(task, file);
    },
    discard(task) {
      for (const file of ["video", "lastFrame"] as const) rmSync(placeOf(task, file), { force: true });
    },
    async idle() {
      while (made.size > 0) await Promise.allSettled(made.values());
    },
    clear() {
      stop.abort(new Error("cleared"));
      stop = new AbortController();
      failures.clear();
    },
    async close() {
      isClosed = true;
      stop.abort(new Error("closed"));
      await queue;
    },
  };
}
