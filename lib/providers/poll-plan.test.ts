import { describe, expect, test } from "vitest";
import { callsPerRound, isRoundDue, nextLookMs, nextPollCall, pollTasks, type PollRound, type WantedTask } from "./poll-plan";
import { type ListFilter, ProviderError, type TaskSnapshot, type VideoProvider } from "./types";

const names = (count: number, prefix = "cgt") => Array.from({ length: count }, (_, i) => `${prefix}-${i}`);
const seen = (ids: readonly string[], lastSeen: WantedTask["lastSeen"] = "running"): WantedTask[] => ids.map((id) => ({ id, lastSeen }));
const notRead = { read: 0, ended: false };
const round = (more: Partial<PollRound> = {}): PollRound => ({
  wanted: seen(names(3)),
  canList: true,
  found: new Set(),
  named: new Set(),
  queried: new Set(),
  pages: { running: notRead, queued: notRead },
  ...more,
});
const snapshot = (id: string): TaskSnapshot => ({
  id,
  status: "running",
  rawStatus: "running",
  providerModel: null,
  videoUrl: null,
  servesContent: false,
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
    expect(nextPollCall(round({ wanted: seen(["cgt-0"]) }))).toEqual({ kind: "single", id: "cgt-0" });
    expect(nextPollCall(round({ canList: false }))).toEqual({ kind: "single", id: "cgt-0" });
  });

  const page = (status: WantedTask["lastSeen"], number: number) => ({ kind: "page", status, page: number, pageSize: 500 });

  test("many are looked for among what still runs, and what is not there any more is named", () => {
    const ids = names(600);
    const wanted = seen(ids);
    expect(nextPollCall(round({ wanted }))).toEqual(page("running", 1));
    const afterOne = { running: { read: 1, ended: false }, queued: notRead };
    expect(nextPollCall(round({ wanted, pages: afterOne, found: new Set(names(400)) }))).toEqual(page("running", 2));
    expect(nextPollCall(round({ wanted, pages: afterOne, found: new Set(names(500)) }))).toEqual({ kind: "ids", ids: ids.slice(500) });
    const ended = { running: { read: 2, ended: true }, queued: notRead };
    expect(nextPollCall(round({ wanted, pages: ended, found: new Set(names(100)) }))).toEqual({ kind: "ids", ids: ids.slice(100, 200) });
    expect(nextPollCall(round({ wanted, pages: ended, found: new Set(names(599)) }))).toEqual({ kind: "single", id: "cgt-599" });
  });

  test("many that waited are looked for among what waits, when they do not run", () => {
    const wanted = [...seen(names(200)), ...seen(names(300, "new"), "queued")];
    const ended = { running: { read: 1, ended: true }, queued: notRead };
    expect(nextPollCall(round({ wanted, pages: ended, found: new Set(names(200)) }))).toEqual(page("queued", 1));
    expect(
      nextPollCall(round({ wanted, pages: { running: ended.running, queued: { read: 1, ended: true } }, found: new Set(names(200)) })),
    ).toEqual({ kind: "ids", ids: names(100, "new") });
  });

  test("what was named and omitted is queried once, and then it is over", () => {
    expect(nextPollCall(round({ named: new Set(names(3)), found: new Set(["cgt-1"]) }))).toEqual({ kind: "single", id: "cgt-0" });
    expect(nextPollCall(round({ named: new Set(names(3)), found: new Set(["cgt-1"]), queried: new Set(["cgt-0", "cgt-2"]) }))).toBeNull();
  });
});

describe("when to look again", () => {
  const alone = { open: 1, canList: true, calls: 1, random: 0.5 };

  test("alone: 5 s, then 10, then 15", () => {
    expect([10_000, 70_000, 400_000].map((ageMs) => nextLookMs(ageMs, alone))).toEqual([5_000, 10_000, 15_000]);
  });

  test("never before a task is three seconds old", () => {
    for (const random of [0, 0.5, 1]) expect(nextLookMs(0, { ...alone, open: 2, random })).toBeGreaterThanOrEqual(3_000);
  });

  test("jitter stays within a tenth", () => {
    expect([0, 1].map((random) => nextLookMs(10_000, { ...alone, canList: false, random }))).toEqual([4_500, 5_500]);
  });

  test.each([
    [10, 20],
    [100, 20],
    [500, 41],
    [1_000, 42],
    [5_000, 42],
  ])("%i tasks cost at most %i list calls a minute, before anything takes time", (open, limit) => {
    const calls = callsPerRound(open, true);
    expect((60_000 / nextLookMs(30_000, { open, canList: true, calls, random: 0.5 })) * calls).toBeLessThanOrEqual(limit);
  });

  test("a round that cost more than it should is followed by a longer rest", () => {
    const rest = (calls: number) => nextLookMs(30_000, { open: 1_000, canList: true, calls, random: 0.5 });
    expect(60_000 / rest(12)).toBeLessThanOrEqual(42 / 12);
    expect(rest(1)).toBe(rest(3));
  });

  test("without a list, a thousand tasks stay within 120 calls a minute", () => {
    expect((60_000 / nextLookMs(30_000, { open: 1_000, canList: false, calls: 1, random: 0.5 })) * 1_000).toBeLessThanOrEqual(120);
  });
});

describe("whether an account is looked at now", () => {
  test("a task that was accepted a moment ago waits for the others", () => {
    expect([1_000, 2_600, 2_700, 3_000].map((sinceLookMs) => isRoundDue({ open: 50, canList: true, sinceLookMs }))).toEqual([
      false,
      false,
      true,
      true,
    ]);
    expect(isRoundDue({ open: 1_000, canList: true, sinceLookMs: 3_000 })).toBe(false);
  });

  test("nobody waits for a first look, for itself, or where nothing can be listed", () => {
    expect(isRoundDue({ open: 50, canList: true, sinceLookMs: null })).toBe(true);
    expect(isRoundDue({ open: 1, canList: true, sinceLookMs: 10 })).toBe(true);
    expect(isRoundDue({ open: 50, canList: false, sinceLookMs: 10 })).toBe(true);
  });
});

/** A service that lists by state and by name, newest first, and counts the calls. */
function listingProvider(newestFirst: () => readonly TaskSnapshot[]): VideoProvider & { calls: () => number } {
  let calls = 0;
  return {
    apiStyle: "native",
    buildBody: () => ({}),
    createTask: () => Promise.reject(new Error("not here")),
    calls: () => calls,
    getTask: (id: string) => {
      calls++;
      return Promise.resolve(newestFirst().find((task) => task.id === id)!);
    },
    listTasks: ({ page = 1, pageSize = 20, taskIds, status }: ListFilter) => {
      calls++;
      const all = newestFirst().filter((task) => (!taskIds || taskIds.includes(task.id)) && (!status || task.status === status));
      return Promise.resolve({ items: all.slice((page - 1) * pageSize, page * pageSize), total: all.length });
    },
  };
}

describe("a thousand tasks", () => {
  const yes = () => Promise.resolve(true);

  test("are looked at with three calls while some of them finish, whatever finished before them", async () => {
    const ids = names(1_000);
    const tasks = [...ids.map((id, i) => ({ ...snapshot(id), status: i % 30 === 0 ? ("succeeded" as const) : ("running" as const) }))];
    const before = names(4_000, "done").map((id) => ({ ...snapshot(id), status: "succeeded" as const }));
    const video = listingProvider(() => tasks.flatMap((task, i) => [task, ...before.slice(i * 4, i * 4 + 4)]));
    const result = await pollTasks(video, seen(ids), yes);
    expect([result.found.size, result.calls, result.unreached]).toEqual([1_000, 3, []]);
    expect([...result.found.values()].filter((task) => task.status === "succeeded")).toHaveLength(34);
  });

  test("are found though pages shift while they are read, because tasks end and begin between two of them", async () => {
    const ids = names(900);
    let listed = ids.map(snapshot);
    const video = listingProvider(() => {
      const now = listed;
      // Thirty of the first page end, so that thirty of the second move into what has been read already.
      listed = [...names(5, `new${now.length}`).map(snapshot), ...now.slice(0, 100), ...now.slice(130)];
      return [
        ...now,
        ...ids.filter((id) => !now.some((task) => task.id === id)).map((id) => ({ ...snapshot(id), status: "succeeded" as const })),
      ];
    });
    const result = await pollTasks(video, seen(ids), yes);
    expect([result.found.size, result.unreached]).toEqual([900, []]);
    expect(result.calls).toBeLessThanOrEqual(4);
  });

  test("are found on an account that is full of somebody else's", async () => {
    const ids = names(300);
    const video = listingProvider(() => [...names(20_000, "foreign"), ...ids].map(snapshot));
    const result = await pollTasks(video, seen(ids), yes);
    expect([result.found.size, result.calls]).toEqual([300, 4]);
  });

  test("are found where listing by state is refused", async () => {
    const video = listingProvider(() => names(300).map(snapshot));
    const list = video.listTasks!.bind(video);
    const refused = new ProviderError(
      { kind: "invalidParameter", code: null, message: "", requestId: null, httpStatus: 400, param: null, inputIndex: null },
      { retryable: false },
    );
    video.listTasks = (filter) => (filter.status ? Promise.reject(refused) : list(filter));
    expect(await pollTasks(video, seen(names(300)), yes)).toMatchObject({ calls: 4, unreached: [] });
  });

  test("that were not looked at for long, and mostly ended, come within the burst", async () => {
    const ids = names(1_000);
    const video = listingProvider(() =>
      ids.map((id, i) => ({ ...snapshot(id), status: i % 4 === 0 ? ("running" as const) : ("succeeded" as const) })),
    );
    const result = await pollTasks(video, seen(ids), yes);
    expect([result.found.size, result.unreached]).toEqual([1_000, []]);
    // The bucket holds 20 and keeps 6 for creates.
    expect(result.calls).toBeLessThanOrEqual(14);
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
    const result = await pollTasks(video, seen(names(3)), yes);
    expect([...result.found.keys()]).toEqual(["cgt-0", "cgt-1", "cgt-2"]);
    expect([asked, result.calls]).toEqual([["cgt-1", "cgt-2"], 3]);
  });

  test("a list that fails is not made up for by many queries", async () => {
    const result = await pollTasks(provider({ listTasks: () => Promise.reject(trouble("server")) }), seen(names(50)), yes);
    expect(result).toMatchObject({ calls: 1, unreached: names(50) });
  });

  test("one task that fails does not hold up the others; a limit does", async () => {
    const failing = (kind: "server" | "rateLimit") =>
      provider({ getTask: (id) => (id === "cgt-0" ? Promise.reject(trouble(kind)) : Promise.resolve(snapshot(id))) });
    const one = await pollTasks(failing("server"), seen(names(3)), yes);
    expect([[...one.failed.keys()], one.unreached]).toEqual([["cgt-0"], []]);
    expect((await pollTasks(failing("rateLimit"), seen(names(3)), yes)).unreached).toEqual(["cgt-1", "cgt-2"]);
  });

  test("a used-up budget ends it, and says what was not reached", async () => {
    let left = 2;
    const result = await pollTasks(provider({}), seen(names(5)), () => Promise.resolve(left-- > 0));
    expect([result.calls, result.unreached]).toEqual([2, ["cgt-2", "cgt-3", "cgt-4"]]);
  });

  test("a mistake of ours is thrown", async () => {
    await expect(pollTasks(provider({ getTask: () => Promise.reject(new TypeError("bug")) }), seen(["cgt-0"]), yes)).rejects.toThrow("bug");
  });
});
