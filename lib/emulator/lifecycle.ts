import type { Resolution } from "@/lib/models/catalog";
import { billedTokens } from "@/lib/models/estimate";
import type { TaskStatus } from "@/lib/wire/told-task";
import type { TaskRecord } from "./records";

export const DAY_MS = 86_400_000;

export interface LifecycleRules {
  /** When this was last done: nothing is dated earlier than what somebody may have seen. */
  sinceMs: number;
  /** Running tasks per key. */
  concurrency: number;
  /** Running tasks per key of one resolution. */
  runningLimits: Partial<Record<Resolution, number>>;
  /** A task stays running until its clip exists, where clips are made ahead. */
  isClipReady(task: TaskRecord): boolean;
  onChange(task: TaskRecord, atMs: number): void;
}

/**
 * Brings all tasks from wherever they stand to `nowMs`, event by event in the order of time, so that one look
 * after an hour finds the same states as a look every second.
 */
export function advanceTasks(active: readonly TaskRecord[], nowMs: number, rules: LifecycleRules): void {
  const open = new Set(active.filter((task) => isOpen(task)));
  let atMs = -Infinity;

  const change = (task: TaskRecord, status: TaskStatus, when: number) => {
    task.status = status;
    task.updatedAtMs = when;
    if (status === "running") task.startedAtMs = when;
    else open.delete(task);
    if (status === "succeeded")
      task.tokens = billedTokens(task.resolution, task.ratio, task.durationSeconds, task.inputVideoSeconds, task.modelKey);
    rules.onChange(task, when);
  };

  const startWhatFits = (when: number) => {
    const running = new Map<string, number>();
    const placesOf = (task: TaskRecord) => [
      { name: task.key, limit: rules.concurrency },
      { name: `${task.key} ${task.resolution}`, limit: rules.runningLimits[task.resolution] ?? Infinity },
    ];
    const take = (task: TaskRecord) => placesOf(task).forEach(({ name }) => running.set(name, (running.get(name) ?? 0) + 1));
    for (const task of open) if (task.status === "running") take(task);
    const waiting = [...open].filter((task) => task.status === "queued" && task.readyAtMs <= when);
    waiting.sort((a, b) => b.priority - a.priority || a.createdAtMs - b.createdAtMs);
    for (const task of waiting) {
      if (placesOf(task).some(({ name, limit }) => (running.get(name) ?? 0) >= limit)) continue;
      take(task);
      change(task, "running", when);
    }
  };

  // Each round moves strictly forward in time, and a task has at most three events ahead of it.
  for (;;) {
    let next = Infinity;
    for (const task of open) {
      const due = Math.max(nextEventMs(task, nowMs, rules), rules.sinceMs);
      if (due > atMs && due < next) next = due;
    }
    if (next > nowMs) break;
    atMs = next;
    endWhatIsDue(atMs);
    startWhatFits(atMs);
    // What runs for no time at all is over where it began, and makes room for the next.
    while (endWhatIsDue(atMs)) startWhatFits(atMs);
  }

  function endWhatIsDue(when: number): boolean {
    const before = open.size;
    for (const task of [...open]) {
      const expiresAtMs = task.createdAtMs + task.expiresAfterSeconds * 1000;
      if (task.status === "running" && endMs(task, nowMs, rules) <= when) end(task, when);
      else if (expiresAtMs <= when) change(task, "expired", when);
    }
    return open.size < before;
  }

  function end(task: TaskRecord, when: number): void {
    if (task.scenarios.expire !== undefined) return change(task, "expired", when);
    if (task.ending === "succeeded") return change(task, "succeeded", when);
    if (task.ending !== "never") {
      task.error = task.ending;
      change(task, "failed", when);
    }
  }
}

const isOpen = (task: TaskRecord): boolean => (task.status === "queued" || task.status === "running") && task.deletedAtMs === null;

/** When its run is over. A clip that is late holds its task until the moment of this look. */
function endMs(task: TaskRecord, nowMs: number, rules: LifecycleRules): number {
  if (task.startedAtMs === null || task.ending === "never") return Infinity;
  const due = task.startedAtMs + task.runningMs;
  if (task.ending !== "succeeded" || due > nowMs) return due;
  if (!rules.isClipReady(task)) return Infinity;
  return due;
}

function nextEventMs(task: TaskRecord, nowMs: number, rules: LifecycleRules): number {
  const expiresAtMs = task.createdAtMs + task.expiresAfterSeconds * 1000;
  return Math.min(expiresAtMs, task.status === "queued" ? task.readyAtMs : endMs(task, nowMs, rules));
}

/** Whether the service still knows the record: 7 days, 24 hours once cancelled, not once deleted. */
export function isRecordKept(task: TaskRecord, nowMs: number): boolean {
  if (task.deletedAtMs !== null) return false;
  if (task.status === "cancelled") return nowMs - task.updatedAtMs < DAY_MS;
  return nowMs - task.createdAtMs < 7 * DAY_MS;
}
