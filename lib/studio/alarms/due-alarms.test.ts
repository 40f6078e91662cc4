import { describe, expect, it } from "vitest";
import { type AlarmFacts, type ClockedRow, dueAlarms, reachedAt } from "./due-alarms";
import { ALARM_KINDS, type AlarmKind, kindFacts } from "./kinds";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const NOW = new Date("2026-11-22T12:00:00Z");
const before = (ms: number): Date => new Date(NOW.getTime() - ms);

/** A studio in which all is well. */
const CALM: AlarmFacts = {
  now: NOW,
  saving: [],
  uncertain: [],
  atProvider: [],
  unknownStatuses: [],
  oldestDueAt: null,
  room: { freeBytes: 1000, reservedBytes: 1000 },
  blindAccounts: [],
  refusingAccounts: [],
  closedAccounts: [],
  spendLimits: [],
  failedJobs: [],
  unclaimed: null,
  unclaimedSaving: [],
  doubleCharges: [],
  lost: [],
  damaged: [],
  hold: null,
  workerSeenAt: NOW,
};

const row = (times: Partial<ClockedRow>): ClockedRow => ({
  id: "clip",
  createdAt: NOW,
  sentAt: null,
  acceptedAt: null,
  succeededAt: null,
  resultUrl: null,
  resultExpiresAt: null,
  ...times,
});

/** The levels that are reached, of whatever kind. */
const levels = (facts: Partial<AlarmFacts>): string[] => dueAlarms({ ...CALM, ...facts }).map((alarm) => alarm.level);

it("says nothing where all is well", () => expect(dueAlarms(CALM)).toEqual([]));

describe("a finished clip that is not saved", () => {
  /** Made and finished so long ago, with a link that lives so long from then on. */
  const unsaved = (ageMs: number, linkLifeMs: number | null) =>
    levels({
      saving: [
        row({
          sentAt: before(ageMs),
          succeededAt: before(ageMs),
          resultExpiresAt: linkLifeMs === null ? null : new Date(before(ageMs).getTime() + linkLifeMs),
        }),
      ],
    });

  it("is a notice after 15 minutes, not a moment before", () => {
    expect(unsaved(15 * MINUTE - 1, DAY)).toEqual([]);
    expect(unsaved(15 * MINUTE, DAY)).toEqual(["notice"]);
  });

  it("is urgent after six hours, or a quarter of the link's life where that is sooner", () => {
    expect(unsaved(6 * HOUR - 1, 14 * DAY)).toEqual(["notice"]);
    expect(unsaved(6 * HOUR, 14 * DAY)).toEqual(["notice", "urgent"]);
    expect(unsaved(2 * HOUR - 1, 8 * HOUR)).toEqual(["notice"]);
    expect(unsaved(2 * HOUR, 8 * HOUR)).toEqual(["notice", "urgent"]);
  });

  it("is the last call at half the life of a link that lives a day", () => {
    expect(unsaved(12 * HOUR - 1, DAY)).toEqual(["notice", "urgent"]);
    expect(unsaved(12 * HOUR, DAY)).toEqual(["notice", "urgent", "lastCall"]);
  });

  it("is the last call two days before the provider forgets the task, whatever the link", () => {
    expect(unsaved(5 * DAY - 1, null)).toEqual(["notice", "urgent"]);
    expect(unsaved(5 * DAY, null)).toEqual(["notice", "urgent", "lastCall"]);
    expect(unsaved(5 * DAY, 14 * DAY)).toEqual(["notice", "urgent", "lastCall"]);
  });

  it("says of a link that lives ten minutes all that there is to say within them", () => {
    expect(unsaved(2.5 * MINUTE, 10 * MINUTE)).toEqual(["urgent"]);
    expect(unsaved(5 * MINUTE, 10 * MINUTE)).toEqual(["urgent", "lastCall"]);
  });
});

describe("a request whose answer was lost", () => {
  const uncertain = (ageMs: number) => levels({ uncertain: [row({ sentAt: before(ageMs) })] });

  it.each([
    [30 * MINUTE - 1, []],
    [30 * MINUTE, ["notice"]],
    [DAY - 1, ["notice"]],
    [DAY, ["notice", "urgent"]],
    [5 * DAY - 1, ["notice", "urgent"]],
    [5 * DAY, ["notice", "urgent", "lastCall"]],
    [30 * DAY, ["notice", "urgent", "lastCall"]],
  ])("after %i ms: %j", (ageMs, expected) => expect(uncertain(ageMs)).toEqual(expected));
});

describe("a task that runs longer than it may", () => {
  const running = (ageMs: number) => levels({ atProvider: [row({ acceptedAt: before(ageMs) })] });

  it("is slow until then, and no alarm", () => expect(running(48 * HOUR)).toEqual([]));
  it("is a notice ten minutes after the limit, and urgent two hours after it", () => {
    expect(running(48 * HOUR + 10 * MINUTE - 1)).toEqual([]);
    expect(running(48 * HOUR + 10 * MINUTE)).toEqual(["notice"]);
    expect(running(50 * HOUR - 1)).toEqual(["notice"]);
    expect(running(50 * HOUR)).toEqual(["notice", "urgent"]);
  });
});

describe("the oldest thing that is due", () => {
  it.each([
    [-HOUR, []],
    [2 * MINUTE - 1, []],
    [2 * MINUTE, ["notice"]],
    [10 * MINUTE - 1, ["notice"]],
    [10 * MINUTE, ["notice", "urgent"]],
  ])("since %i ms: %j", (ageMs, expected) => expect(levels({ oldestDueAt: before(ageMs) })).toEqual(expected));
});

describe("the worker's silence", () => {
  it.each([
    [90_000 - 1, []],
    [90_000, ["notice"]],
    [5 * MINUTE, ["notice", "urgent"]],
  ])("of %i ms: %j", (ageMs, expected) => expect(levels({ workerSeenAt: before(ageMs) })).toEqual(expected));
});

describe("what is urgent at once", () => {
  const only = (facts: Partial<AlarmFacts>) => dueAlarms({ ...CALM, ...facts }).map(({ kind, subject, level }) => [kind, subject, level]);

  it("room for less than what is on its way; a bucket has no end", () => {
    expect(only({ room: { freeBytes: 999, reservedBytes: 1000 } })).toEqual([["disk", "studio", "urgent"]]);
    expect(only({ room: null })).toEqual([]);
  });

  it("an account that refuses the key, and one that has no money left", () => {
    expect(
      only({
        refusingAccounts: [
          { account: "a", why: "key", reason: "key" },
          { account: "b", why: "balance", reason: "quota" },
        ],
      }),
    ).toEqual([
      ["providerKey", "a", "urgent"],
      ["providerBalance", "b", "urgent"],
    ]);
  });

  it("clips that may be paid, behind a key that does not work: pressing again before the first is gone", () => {
    const closed = (leftMs: number) => ({
      closedAccounts: [
        { account: "a", reason: "keyLimit", since: before(5 * DAY), count: 3, firstEndsAt: new Date(NOW.getTime() + leftMs) },
      ],
    });
    expect(only(closed(3 * DAY))).toEqual([["paidBehindKey", "a", "urgent"]]);
    expect(only(closed(2 * DAY))).toEqual([
      ["paidBehindKey", "a", "urgent"],
      ["paidBehindKey", "a", "lastCall"],
    ]);
    expect(dueAlarms({ ...CALM, ...closed(DAY) })[0]!.detail).toMatchObject({ count: 3, reason: "keyLimit" });
  });

  it("a hold, a blind list, two charges, a damaged file, a lost clip", () => {
    expect(
      only({
        hold: { reason: "restored", since: NOW },
        blindAccounts: [{ account: "a", looks: 3 }],
        doubleCharges: [{ eventId: "7", generationId: "g", at: NOW }],
        damaged: [{ fileId: "m", generationId: "g", variant: "video", at: NOW }],
        lost: [{ generationId: "g", at: NOW }],
      }),
    ).toEqual([
      ["reconcilerBlind", "a", "urgent"],
      ["chargedTwice", "7", "urgent"],
      ["lost", "g", "lastCall"],
      ["damaged", "m", "urgent"],
      ["hold", "studio", "urgent"],
    ]);
  });

  it("a task in the tray is a notice, and as pressing as any clip while its file is not saved", () => {
    const saving = (ms: number) => ({ id: "t", foundAt: before(ms), resultExpiresAt: new Date(before(ms).getTime() + DAY) });
    expect(only({ unclaimed: { count: 1, since: NOW }, unclaimedSaving: [saving(MINUTE)] })).toEqual([["unclaimed", "studio", "notice"]]);
    expect(only({ unclaimedSaving: [saving(12 * HOUR)] })).toEqual([
      ["unclaimedUnsaved", "t", "notice"],
      ["unclaimedUnsaved", "t", "urgent"],
      ["unclaimedUnsaved", "t", "lastCall"],
    ]);
  });

  it("a limit on spending at 80 and at 100 per cent, anew for each month, and never one of nothing", () => {
    const limit = (used: number, limit = 100) => ({
      ...{ teamId: "t", scope: "team" as const, subjectId: "t", name: null, period: "month" as const, at: "2026-11", limit, used },
    });
    expect(only({ spendLimits: [limit(79)] })).toEqual([]);
    expect(only({ spendLimits: [limit(80)] })).toEqual([["spendLimit", "t team t month 2026-11", "notice"]]);
    expect(only({ spendLimits: [limit(100)] }).map(([, , level]) => level)).toEqual(["notice", "urgent"]);
    expect(only({ spendLimits: [limit(0, 0)] })).toEqual([]);
  });

  it("only a notice: a word nobody knows, jobs that failed for good", () => {
    expect(only({ unknownStatuses: [{ word: "paused", count: 2 }], failedJobs: [{ name: "generation.pictures", count: 1 }] })).toEqual([
      ["contract", "paused", "notice"],
      ["deadLetters", "generation.pictures", "notice"],
    ]);
  });
});

it("a threshold without a measure is never reached", () => expect(reachedAt({}, { beganAt: NOW })).toBe(Infinity));

it.each(Object.keys(ALARM_KINDS) as AlarmKind[])("%s has a level at least, and its levels come one after the other", (kind) => {
  const { levels: table } = kindFacts(kind);
  const span = { beganAt: NOW, linkEndsAt: new Date(NOW.getTime() + DAY), ends: [new Date(NOW.getTime() + 7 * DAY)] };
  const times = [table.notice, table.urgent, table.lastCall].flatMap((threshold) => (threshold ? [reachedAt(threshold, span)] : []));
  expect(times.length).toBeGreaterThan(0);
  expect(times).toEqual(times.toSorted((a, b) => a - b));
});
