import { describe, expect, test } from "vitest";
import { callsPerRound, nextLookMs, nextPollCall, pollTasks, type PollRound } from "./poll-plan";
import { type ListFilter, ProviderError, type TaskSnapshot, type VideoProvider } from "./types";

const names = (count: number, prefix = "cgt") => Array.from({ length: count }, (_, i) => `${prefix}-${i}`);
const round = (more: Partial<PollRound> = {}): PollRound => ({
  wanted: names(3),
  canList: true,
  found: new Set(),
  named: new Set(),
  queried: new Set(),
  pagesRead: 0,
  pagesEnded: false,
  ...more,
});
const snapshot = (id: string): TaskSnapshot => ({
  id,
  status: "running",
  rawStatus: "running",
  providerModel: null,
  videoUrl: null,
  lastFrameUrl: null,
  error: null,
  tokens: null,
  seed: null,
  ratio: null,
  resolution: null,
  durationSeconds: null,
  safetyIdentifier: null,
  createdAt: null,
  updatedAt: null,
});

describe("which call comes next", () => {
  test("few tasks are named in one list", () => {
    expect(nextPollCall(round())).toEqual({ kind: "ids", ids: ["cgt-0", "cgt-1", "cgt-2"] });
  });

  test("one task, or a surface without a list, is queried", () => {
    expect(nextPollCall(round({ wanted: ["cgt-0"] }))).toEqual({ kind: "single", id: "cgt-0" });
    expect(nextPollCall(round({ canList: false }))).toEqual({ kind: "single", id: "cgt-0" });
  });

  test("many are looked for in pages, then by name, then alone", () => {
    const wanted = names(600);
    expect(nextPollCall(round({ wanted }))).toEqual({ kind: "page", page: 1, pageSize: 500 });
    expect(nextPollCall(round({ wanted, pagesRead: 1, found: new Set(names(100)) }))).toEqual({ kind: "page", page: 2, pageSize: 500 });
    expect(nextPollCall(round({ wanted, pagesRead: 3, found: new Set(names(100)) }))).toEqual({ kind: "ids", ids: wanted.slice(100, 200) });
    expect(nextPollCall(round({ wanted, pagesRead: 1, pagesEnded: true, found: new Set(names(450)) }))).toEqual({
      kind: "ids",
      ids: wanted.slice(450, 550),
    });
    expect(nextPollCall(round({ wanted, pagesRead: 3, found: new Set(names(599)) }))).toEqual({ kind: "single", id: "cgt-599" });
  });

  test("what was named and omitted is queried once, and then it is over", () => {
    expect(nextPollCall(round({ named: new Set(names(3)), found: new Set(["cgt-1"]) }))).toEqual({ kind: "single", id: "cgt-0" });
    expect(nextPollCall(round({ named: new Set(names(3)), found: new Set(["cgt-1"]), queried: new Set(["cgt-0", "cgt-2"]) }))).toBeNull();
  });
});

describe("when to look again", () => {
  const middle = () => 0.5;

  test("alone: 5 s, then 10, then 15", () => {
    const alone = { tasks: 1, canList: true, random: middle };
    expect([10_000, 70_000, 400_000].map((ageMs) => nextLookMs({ ...alone, ageMs }))).toEqual([5_000, 10_000, 15_000]);
  });

  test("never before a task is three seconds old", () => {
    for (const value of [0, 0.5, 1])
      expect(nextLookMs({ ageMs: 0, tasks: 2, canList: true, random: () => value })).toBeGreaterThanOrEqual(3_000);
  });

  test("jitter stays within a tenth", () => {
    expect([0, 1].map((value) => nextLookMs({ ageMs: 10_000, tasks: 1, canList: false, random: () => value }))).toEqual([4_500, 5_500]);
  });

  test.each([
    [10, 20],
    [100, 20],
    [500, 20],
    [1_000, 40],
    [5_000, 40],
  ])("%i tasks cost at most %i list calls a minute", (tasks, limit) => {
    const perMinute = (60_000 / nextLookMs({ ageMs: 30_000, tasks, canList: true, random: middle })) * callsPerRound(tasks, true);
    expect(perMinute).toBeLessThanOrEqual(limit + 0.01);
  });

  test("without a list, a thousand tasks stay within 120 calls a minute", () => {
    expect((60_000 / nextLookMs({ ageMs: 30_000, tasks: 1_000, canList: false, random: middle })) * 1_000).toBeLessThanOrEqual(120);
  });
});

describe("a thousand tasks, start to end", () => {
  test("are seen to finish within 3 s on average, at 40 calls a minute", async () => {
    const wanted = new Map(names(1_000).map((id, i) => [id, 44_000 + ((i * 7919) % 1_000) * 265]));
    const newestFirst = [...wanted.keys()].reverse();
    let now = 0;
    let calls = 0;
    const lags: number[] = [];
    const asSnapshot = (id: string): TaskSnapshot => ({ ...snapshot(id), status: now >= wanted.get(id)! ? "succeeded" : "running" });
    const video = {
      apiStyle: "native",
      buildBody: () => ({}),
      createTask: () => Promise.reject(new Error("not here")),
      getTask: (id: string) => Promise.resolve(asSnapshot(id)),
      listTasks: ({ page = 1, pageSize = 20, taskIds }: ListFilter) => {
        const all = taskIds ? newestFirst.filter((id) => taskIds.includes(id)) : newestFirst;
        return Promise.resolve({ items: all.slice((page - 1) * pageSize, page * pageSize).map(asSnapshot), total: all.length });
      },
    } satisfies VideoProvider;
    const running = new Set(wanted.keys());
    let minutesWithAll = 0;
    while (running.size > 0) {
      now += nextLookMs({ ageMs: now, tasks: running.size, canList: true, random: () => 0.5 });
      const result = await pollTasks(video, [...running], () => Promise.resolve(true));
      expect(result.unreached).toEqual([]);
      calls += result.calls;
      if (running.size === 1_000) minutesWithAll = now / 60_000;
      for (const [id, task] of result.found) {
        if (task.status !== "succeeded") continue;
        running.delete(id);
        lags.push(now - wanted.get(id)!);
      }
    }
    expect(minutesWithAll).toBeGreaterThan(0.5);
    expect(calls / (now / 60_000)).toBeLessThanOrEqual(40);
    expect(lags.reduce((sum, lag) => sum + lag, 0) / lags.length).toBeLessThanOrEqual(3_000);
  });
});

describe("one look", () => {
  const provider = (parts: Partial<VideoProvider>): VideoProvider => ({
    apiStyle: "native",
    buildBody: () => ({}),
    createTask: () => Promise.reject(new Error("not here")),
    getTask: (id) => Promise.resolve(snapshot(id)),
    ...parts,
  });
  const trouble = (kind: "server" | "rateLimit") =>
    new ProviderError(
      { kind, code: null, message: "", requestId: null, httpStatus: null, param: null, inputIndex: null },
      { retryable: true },
    );
  const yes = () => Promise.resolve(true);

  test("takes nobody else's tasks, and queries only what the list omits", async () => {
    const asked: string[] = [];
    const video = provider({
      listTasks: () => Promise.resolve({ items: [snapshot("cgt-0"), snapshot("foreign")], total: 2 }),
      getTask: (id) => {
        asked.push(id);
        return Promise.resolve(snapshot(id));
      },
    });
    const result = await pollTasks(video, names(3), yes);
    expect([...result.found.keys()]).toEqual(["cgt-0", "cgt-1", "cgt-2"]);
    expect([asked, result.calls]).toEqual([["cgt-1", "cgt-2"], 3]);
  });

  test("a list that fails is not made up for by many queries", async () => {
    const result = await pollTasks(provider({ listTasks: () => Promise.reject(trouble("server")) }), names(50), yes);
    expect(result).toMatchObject({ calls: 1, unreached: names(50) });
  });

  test("one task that fails does not hold up the others; a limit does", async () => {
    const failing = (kind: "server" | "rateLimit") =>
      provider({ getTask: (id) => (id === "cgt-0" ? Promise.reject(trouble(kind)) : Promise.resolve(snapshot(id))) });
    const one = await pollTasks(failing("server"), names(3), yes);
    expect([[...one.failed.keys()], one.unreached]).toEqual([["cgt-0"], []]);
    expect((await pollTasks(failing("rateLimit"), names(3), yes)).unreached).toEqual(["cgt-1", "cgt-2"]);
  });

  test("a used-up budget ends it, and says what was not reached", async () => {
    let left = 2;
    const result = await pollTasks(provider({}), names(5), () => Promise.resolve(left-- > 0));
    expect([result.calls, result.unreached]).toEqual([2, ["cgt-2", "cgt-3", "cgt-4"]]);
  });

  test("a mistake of ours is thrown", async () => {
    await expect(pollTasks(provider({ getTask: () => Promise.reject(new TypeError("bug")) }), ["cgt-0"], yes)).rejects.toThrow("bug");
  });
});
