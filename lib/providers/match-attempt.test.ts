import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type ListScan, matchAttempt, type MatchInput, type UncertainAttempt } from "./match-attempt";
import type { TaskSnapshot } from "./types";

const SENT = Date.UTC(2026, 10, 22, 9, 0, 0);
const MINUTE = 60_000;

const attempt = (more: Partial<UncertainAttempt> = {}): UncertainAttempt => ({
  id: "a",
  marker: "user.a",
  model: "seedance-2.0",
  sentAt: new Date(SENT),
  durationSeconds: 5,
  ratio: "16:9",
  resolution: "720p",
  seed: null,
  requestHash: "h",
  ...more,
});
const task = (id: string, more: Partial<TaskSnapshot> = {}): TaskSnapshot => ({
  id,
  status: "running",
  rawStatus: "running",
  providerModel: "doubao-seedance-2-0-260128",
  videoUrl: null,
  servesContent: false,
  lastFrameUrl: null,
  error: null,
  tokens: null,
  seed: null,
  ratio: "16:9",
  resolution: "720p",
  durationSeconds: 5,
  safetyIdentifier: null,
  createdAt: new Date(SENT + 5_000),
  updatedAt: null,
  ...more,
});
const scan = (items: TaskSnapshot[], more: Partial<ListScan> = {}): ListScan => ({
  items,
  complete: true,
  controlSeen: true,
  at: new Date(SENT + 30 * MINUTE),
  ...more,
});
const input = (items: TaskSnapshot[], more: Partial<MatchInput> = {}): MatchInput => ({
  attempt: attempt(),
  others: [],
  scan: scan(items),
  firstGoodScanAt: new Date(SENT + 5 * MINUTE),
  claimedIds: new Set(),
  echoesMarker: null,
  ...more,
});

describe("by marker", () => {
  test("the task that carries our marker is ours, whatever else it looks like", () => {
    const items = [task("t1"), task("t2", { safetyIdentifier: "user.a", providerModel: "ep-x", durationSeconds: 12, createdAt: null })];
    expect(matchAttempt(input(items))).toEqual({ kind: "match", id: "t2", confidence: "marker" });
  });

  test("two of them is once too many: a person must look", () => {
    expect(matchAttempt(input([task("t1", { safetyIdentifier: "user.a" }), task("t2", { safetyIdentifier: "user.a" })]))).toEqual({
      kind: "candidates",
      ids: ["t1", "t2"],
    });
  });

  test("a task with another marker is somebody else's", () => {
    expect(matchAttempt(input([task("t1", { safetyIdentifier: "user.b" })]))).toEqual({ kind: "unknown" });
  });

  test("where markers are known to come back, one without is never taken by itself, nor does it let ours be called absent", () => {
    const good = scan([task("t1")], { at: new Date(SENT + 20 * MINUTE) });
    const given = { echoesMarker: true, scan: good, firstGoodScanAt: new Date(SENT + MINUTE) };
    expect(matchAttempt(input([], given))).toEqual({ kind: "candidates", ids: ["t1"] });
    const another = scan([task("t1", { resolution: "480p" }), task("t2", { safetyIdentifier: "user.b" })], { at: good.at });
    expect(matchAttempt(input([], { ...given, scan: another }))).toEqual({ kind: "absent" });
  });

  test("what is claimed stays claimed", () => {
    expect(matchAttempt(input([task("t1", { safetyIdentifier: "user.a" })], { claimedIds: new Set(["t1"]) }))).toEqual({ kind: "unknown" });
  });
});

describe("by what it looks like", () => {
  test("the only task that fits the only attempt is adopted, and said to be a guess", () => {
    const items = [
      task("t1"),
      task("t2", { durationSeconds: 10 }),
      task("t3", { providerModel: "dreamina-seedance-2-0-fast-260128" }),
      task("t4", { resolution: "480p" }),
      task("t5", { ratio: "1:1" }),
      task("t6", { createdAt: new Date(SENT - 3 * MINUTE) }),
      task("t7", { createdAt: new Date(SENT + 10 * MINUTE) }),
    ];
    expect(matchAttempt(input(items))).toEqual({ kind: "match", id: "t1", confidence: "params" });
  });

  const shapeless = { durationSeconds: null, ratio: null, resolution: null, providerModel: null };
  test("what the list does not say speaks against nothing", () => {
    expect(matchAttempt(input([task("t1", { ...shapeless, status: "succeeded" })]))).toMatchObject({ kind: "match", id: "t1" });
    expect(matchAttempt(input([task("t1", { providerModel: "ep-20260617" })]))).toMatchObject({ kind: "match" });
  });

  test("what the list does not say yet is waited for: it may be of another program", () => {
    expect(matchAttempt(input([task("t1", shapeless)]))).toEqual({ kind: "candidates", ids: ["t1"] });
    expect(matchAttempt(input([task("t1", { ...shapeless, durationSeconds: 5 })]))).toMatchObject({ kind: "match", id: "t1" });
  });

  test("what was left to the model may have become anything", () => {
    const free = attempt({ durationSeconds: null, ratio: "adaptive" });
    expect(matchAttempt(input([task("t1", { durationSeconds: 11, ratio: "3:4" })], { attempt: free }))).toMatchObject({
      kind: "match",
      id: "t1",
    });
  });

  test("a seed that was sent tells tasks apart", () => {
    const items = [task("t1", { seed: 7 }), task("t2", { seed: 8 })];
    expect(matchAttempt(input(items, { attempt: attempt({ seed: 8 }) }))).toEqual({ kind: "match", id: "t2", confidence: "params" });
    expect(matchAttempt(input(items))).toEqual({ kind: "candidates", ids: ["t1", "t2"] });
  });

  test("a task without a time is no candidate", () => {
    expect(matchAttempt(input([task("t1", { createdAt: null })]))).toEqual({ kind: "unknown" });
  });

  test("two different prompts that lost their answers in one minute are not guessed apart", () => {
    const other = attempt({ id: "b", marker: "user.b", requestHash: "other", sentAt: new Date(SENT + 20_000) });
    const items = [task("t1"), task("t2", { createdAt: new Date(SENT + 25_000) })];
    expect(matchAttempt(input(items, { others: [other] }))).toEqual({ kind: "candidates", ids: ["t1", "t2"] });
    expect(matchAttempt(input([task("t1")], { others: [other] }))).toEqual({ kind: "candidates", ids: ["t1"] });
  });

  test("the same request sent several times is paired in order: the tasks are interchangeable", () => {
    const attempts = [attempt({ id: "b", marker: "user.b", sentAt: new Date(SENT + 2_000) }), attempt()];
    const items = [task("t2", { createdAt: new Date(SENT + 7_000) }), task("t1")];
    const ids = attempts.map((one) => matchAttempt(input(items, { attempt: one, others: attempts })));
    expect(ids).toEqual([
      { kind: "match", id: "t2", confidence: "params" },
      { kind: "match", id: "t1", confidence: "params" },
    ]);
    // One task for two: the first gets it, the second goes on waiting.
    expect(attempts.map((one) => matchAttempt(input([task("t1")], { attempt: one, others: attempts })).kind)).toEqual(["unknown", "match"]);
  });

  test("one task too many among equal requests, and nobody can say which is foreign", () => {
    const attempts = [attempt(), attempt({ id: "b", marker: "user.b" })];
    expect(matchAttempt(input([task("t1"), task("t2"), task("t3")], { others: attempts })).kind).toBe("candidates");
  });
});

describe("absent", () => {
  const proven = { echoesMarker: true } as const;

  test("only when every condition holds", () => {
    expect(matchAttempt(input([], proven))).toEqual({ kind: "absent" });
  });

  test.each<[string, Partial<MatchInput>]>([
    ["markers were never seen to come back", { echoesMarker: null }],
    ["markers are known not to", { echoesMarker: false }],
    ["the pass was not complete", { scan: scan([], { complete: false }) }],
    ["no known task was seen in it", { scan: scan([], { controlSeen: false }) }],
    ["it was the first pass", { firstGoodScanAt: null }],
    ["the passes were too close", { firstGoodScanAt: new Date(SENT + 25 * MINUTE) }],
    ["the first pass was older than the attempt", { firstGoodScanAt: new Date(SENT - MINUTE) }],
    [
      "the attempt is younger than a quarter of an hour",
      { scan: scan([], { at: new Date(SENT + 14 * MINUTE) }), firstGoodScanAt: new Date(SENT + MINUTE) },
    ],
    ["the instance is on hold", { isOnHold: true }],
    [
      "it is so old that the list may have forgotten it",
      { scan: scan([], { at: new Date(SENT + 8 * 1440 * MINUTE) }), firstGoodScanAt: new Date(SENT + 7.5 * 1440 * MINUTE) },
    ],
  ])("not when %s", (_name, more) => {
    expect(matchAttempt(input([], { ...proven, ...more }))).toEqual({ kind: "unknown" });
  });
});

describe("always", () => {
  const ids = ["t1", "t2", "t3", "t4"];
  const markers = ["user.a", "user.b", null] as const;
  const anyTask = fc
    .record({
      id: fc.constantFrom(...ids),
      marker: fc.constantFrom(...markers),
      after: fc.integer({ min: -5 * MINUTE, max: 8 * MINUTE }),
      seconds: fc.constantFrom(5, 10, null),
      seed: fc.constantFrom(1, 2, null),
    })
    .map(({ id, marker, after, seconds, seed }) =>
      task(id, { safetyIdentifier: marker, createdAt: new Date(SENT + after), durationSeconds: seconds, seed }),
    );
  const anyInput = fc
    .record({
      items: fc.uniqueArray(anyTask, { selector: (item) => item.id, maxLength: 4 }),
      hashes: fc.tuple(fc.constantFrom("h", "i"), fc.constantFrom("h", "i")),
      gap: fc.integer({ min: 0, max: 90_000 }),
      seconds: fc.tuple(fc.constantFrom(5, 10, null), fc.constantFrom(5, 10, null)),
      claimed: fc.subarray(ids),
      echoesMarker: fc.constantFrom(true, false, null),
      complete: fc.boolean(),
      controlSeen: fc.boolean(),
    })
    .map(({ items, hashes, gap, seconds, claimed, echoesMarker, complete, controlSeen }) => {
      const first = attempt({ requestHash: hashes[0], durationSeconds: seconds[0] });
      const second = attempt({
        id: "b",
        marker: "user.b",
        requestHash: hashes[1],
        durationSeconds: seconds[1],
        sentAt: new Date(SENT + gap),
      });
      const build = (one: UncertainAttempt, other: UncertainAttempt) =>
        input(items, {
          attempt: one,
          others: [other],
          claimedIds: new Set(claimed),
          echoesMarker,
          scan: scan(items, { complete, controlSeen }),
        });
      return [build(first, second), build(second, first)] as const;
    });

  test("a claimed task is never given away, and none twice", () => {
    fc.assert(
      fc.property(anyInput, ([one, two]) => {
        const results = [matchAttempt(one), matchAttempt(two)];
        const matched = results.flatMap((result) => (result.kind === "match" ? [result.id] : []));
        expect(matched.filter((id) => one.claimedIds.has(id))).toEqual([]);
        expect(new Set(matched).size).toBe(matched.length);
      }),
    );
  });

  test("nothing that may be there is called absent", () => {
    fc.assert(
      fc.property(anyInput, ([one]) => {
        const result = matchAttempt(one);
        if (result.kind !== "absent") return;
        expect([one.echoesMarker, one.scan.complete, one.scan.controlSeen]).toEqual([true, true, true]);
        expect(one.scan.items.some((item) => item.safetyIdentifier === one.attempt.marker && !one.claimedIds.has(item.id))).toBe(false);
      }),
    );
  });

  test("hundreds of attempts are compared with hundreds of tasks within a moment", () => {
    const attempts = Array.from({ length: 300 }, (_, n) =>
      attempt({ id: `a${n}`, marker: `user.${n}`, requestHash: `h${n}`, isForeign: true }),
    );
    const one = scan(Array.from({ length: 500 }, (_, n) => task(`t${n}`, { safetyIdentifier: `user.other${n}` })));
    const claimedIds = new Set<string>();
    const began = performance.now();
    for (const each of attempts)
      expect(
        matchAttempt(input([], { attempt: each, others: attempts.filter((other) => other !== each), scan: one, claimedIds })).kind,
      ).toBe("candidates");
    expect(performance.now() - began).toBeLessThan(3_000);
  });

  test("the order of the list, and an item that came twice, change nothing", () => {
    fc.assert(
      fc.property(anyInput, fc.infiniteStream(fc.nat()), ([one], random) => {
        const items = [...one.scan.items, ...one.scan.items.slice(0, 1)]
          .map((item) => ({ item, key: random.next().value as number }))
          .sort((a, b) => a.key - b.key)
          .map(({ item }) => item);
        expect(matchAttempt({ ...one, scan: { ...one.scan, items } })).toEqual(matchAttempt(one));
      }),
    );
  });
});
