import { CALL_PACE } from "@/lib/connections/call-pace";
import { isRoundDue, nextLookMs, pollTasks, SLACK_MS } from "@/lib/providers/poll-plan";
import { NOTHING_SAID } from "@/lib/providers/snapshot-parts";
import type { ListFilter, TaskSnapshot, VideoProvider } from "@/lib/providers/types";

export interface PollFigures {
  callsPerMinute: number;
  /** From the end of a task to the look that saw it, in seconds. */
  meanLagSeconds: number;
}

interface SimulatedTask {
  id: string;
  startedAt: number;
  endsAt: number;
  /** When it is looked at next. */
  dueAt: number;
  lastSeen: "queued" | "running";
}

/** How the worker goes about it: lib/worker/main.ts and lib/generations/sending/check-provider.ts. */
const TICK_MS = 1_000;
const MOST_AT_ONCE = 1_000;
const FIRST_LOOK_MS = 3_000;
/** An answer across an ocean. */
const CALL_MS = 300;

const WARM_UP_MS = 10 * 60_000;
const MEASURED_MS = 30 * 60_000;
const NAIVE_EVERY_MS = 10_000;

/** The same sequence in every run (mulberry32), so that two runs differ only by what was changed between them. */
export function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Lengths as they were seen in the field: p5 44 s, p50 107 s, p95 309 s, log-normal on either side of the middle. */
export function taskLengthMs(random: () => number): number {
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  // 1.645 standard deviations lie between the middle and either of the outer marks.
  const spread = Math.log(normal < 0 ? 107 / 44 : 309 / 107) / 1.645;
  return 107_000 * Math.exp(normal * spread);
}

/**
 * Keeps so many tasks running for forty minutes of a simulated clock and looks at them as the worker does, with the
 * real plan and the real budget against a provider that only counts. The first ten minutes are not measured.
 */
export async function simulatePolling(running: number, { canList }: { canList: boolean }): Promise<PollFigures> {
  const random = createRandom(running);
  const meter = createMeter();
  const takeCall = createBucket(() => now);
  let now = 0;
  let made = 0;
  const all: SimulatedTask[] = [];
  const open = new Map<string, SimulatedTask>();
  const begin = (startedAt: number) => {
    const id = `cgt-${++made}`;
    const task = { id, startedAt, endsAt: startedAt + taskLengthMs(random), dueAt: startedAt + FIRST_LOOK_MS, lastSeen: "queued" as const };
    all.push(task);
    open.set(id, task);
  };
  // They did not all begin in the same moment.
  for (const startedAt of Array.from({ length: running }, () => random() * 60_000).sort((a, b) => a - b)) begin(startedAt);

  const provider = countingProvider(all, canList, () => {
    now += CALL_MS;
    meter.call(now);
    return now;
  });
  let lookedAt: number | null = null;
  while (now < WARM_UP_MS + MEASURED_MS) {
    const begun = [...open.values()].filter((task) => task.startedAt <= now);
    const sinceLookMs = lookedAt === null ? null : now - lookedAt;
    if (begun.some((task) => task.dueAt <= now) && isRoundDue({ open: begun.length, sinceLookMs, canList })) {
      const due = begun
        .filter((task) => task.dueAt <= now + (canList ? SLACK_MS : 0))
        .sort((a, b) => a.dueAt - b.dueAt)
        .slice(0, MOST_AT_ONCE);
      const { found, unreached, calls } = await pollTasks(provider, due, takeCall);
      const pace = { open: begun.length, canList, calls, random: random() };
      if (found.size > 0) lookedAt = now;
      for (const [id, snapshot] of found) {
        const task = open.get(id)!;
        if (snapshot.status === "succeeded") {
          meter.seen(now, now - task.endsAt);
          open.delete(id);
          begin(now);
        } else Object.assign(task, { lastSeen: snapshot.status, dueAt: now + nextLookMs(now - task.startedAt, pace) });
      }
      for (const id of unreached) open.get(id)!.dueAt = now + 1_000 + random() * 2_000;
    }
    now += TICK_MS;
  }
  return meter.figures();
}

/** The same tasks, each asked for by itself every ten seconds, without any budget. */
export function simulateNaivePolling(running: number): PollFigures {
  const random = createRandom(running);
  const meter = createMeter();
  for (let slot = 0; slot < running; slot++) {
    let startedAt = random() * 60_000;
    while (startedAt < WARM_UP_MS + MEASURED_MS) {
      const endsAt = startedAt + taskLengthMs(random);
      let at = startedAt;
      do {
        at += NAIVE_EVERY_MS;
        meter.call(at);
      } while (at < endsAt);
      meter.seen(at, at - endsAt);
      startedAt = at;
    }
  }
  return meter.figures();
}

function createMeter() {
  let calls = 0;
  let seen = 0;
  let lagMs = 0;
  const counts = (at: number): boolean => at >= WARM_UP_MS && at < WARM_UP_MS + MEASURED_MS;
  return {
    call: (at: number) => void (counts(at) && calls++),
    seen(at: number, lag: number) {
      if (!counts(at)) return;
      seen++;
      lagMs += lag;
    },
    figures: (): PollFigures => ({ callsPerMinute: calls / (MEASURED_MS / 60_000), meanLagSeconds: seen === 0 ? 0 : lagMs / seen / 1_000 }),
  };
}

/** The account's bucket of lib/connections/call-pace.ts, as polling may use it. */
function createBucket(now: () => number): () => Promise<boolean> {
  let tokens: number = CALL_PACE.burst;
  let filledAt = 0;
  return () => {
    tokens = Math.min(CALL_PACE.burst, tokens + ((now() - filledAt) / 1_000) * CALL_PACE.perSecond);
    filledAt = now();
    if (tokens < CALL_PACE.reserve + 1) return Promise.resolve(false);
    tokens--;
    return Promise.resolve(true);
  };
}

/** Lists what was ever begun, newest first, as the service does: finished ones lie between those that run. */
function countingProvider(all: readonly SimulatedTask[], canList: boolean, call: () => number): VideoProvider {
  const asSnapshot = (task: SimulatedTask, now: number): TaskSnapshot => ({
    ...NOTHING_SAID,
    id: task.id,
    status: now >= task.endsAt ? "succeeded" : "running",
  });
  const list = ({ page = 1, pageSize = 20, taskIds, status }: ListFilter) => {
    const now = call();
    const named = taskIds && new Set(taskIds);
    const begun = all.filter((task) => (!named || named.has(task.id)) && (!status || asSnapshot(task, now).status === status));
    const end = begun.length - (page - 1) * pageSize;
    const items = begun.slice(Math.max(0, end - pageSize), Math.max(0, end)).reverse();
    return Promise.resolve({ items: items.map((task) => asSnapshot(task, now)), total: begun.length });
  };
  return {
    apiStyle: canList ? "native" : "openai",
    buildBody: () => ({}),
    createTask: () => Promise.reject(new Error("Nothing is created here")),
    getTask: (id) => {
      const now = call();
      return Promise.resolve(
        asSnapshot(
          all.find((task) => task.id === id)!,
          now,
        ),
      );
    },
    ...(canList ? { listTasks: list } : {}),
  };
}
