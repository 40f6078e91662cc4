/**
 * What an owner is told of without asking, as data: after how long, how loudly, and who ends it. The words lie in the
 * messages under `alarms.kinds.<kind>`; where a number comes from stands beside it.
 */
export const ALARM_LEVELS = ["notice", "urgent", "lastCall"] as const;
export type AlarmLevel = (typeof ALARM_LEVELS)[number];

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** When a level is reached. Of several, the earliest counts. */
export interface Threshold {
  /** So long after it began. */
  afterMs?: number;
  /** After this share of the result link's life. */
  shareOfLink?: number;
  /** So long before something ends for good; where its whole life is shorter than four days, at half of it. */
  beforeEndMs?: number;
  /** When so much of something is used up: 1 is all of it. */
  shareUsed?: number;
}

/** A life below which `beforeEndMs` means half of the life: two days before the end of one day would be never. */
export const SHORT_LIFE_MS = 4 * DAY_MS;

export interface AlarmKindFacts {
  levels: Partial<Record<AlarmLevel, Threshold>>;
  /** `itself`: over when its cause is. `person`: something that happened, and stays until an owner has seen it. */
  endsBy: "itself" | "person";
  /** Where to go about it. */
  leadsTo: "clip" | "queue" | "provider" | "unclaimed" | "spend" | "none";
}

const AT_ONCE: Threshold = { afterMs: 0 };
/** The provider's copy is the only one: two days are a weekend. */
const BEFORE_IT_IS_GONE: Threshold = { beforeEndMs: 48 * HOUR_MS };

export const ALARM_KINDS = {
  /** The provider is done and paid, and the file is not ours yet. Saving takes seconds. */
  unsaved: {
    levels: { notice: { afterMs: 15 * MINUTE_MS }, urgent: { afterMs: 6 * HOUR_MS, shareOfLink: 0.25 }, lastCall: BEFORE_IT_IS_GONE },
    endsBy: "itself",
    leadsTo: "clip",
  },
  /** Both ways to the file were closed before it was saved. */
  lost: { levels: { lastCall: AT_ONCE }, endsBy: "person", leadsTo: "clip" },
  /** Nobody knows whether a request arrived. The provider's list, which could tell, reaches back seven days. */
  uncertain: {
    levels: { notice: { afterMs: 30 * MINUTE_MS }, urgent: { afterMs: 24 * HOUR_MS }, lastCall: BEFORE_IT_IS_GONE },
    endsBy: "itself",
    leadsTo: "clip",
  },
  /** Beyond the time after which the provider itself ends a task. */
  overrunning: { levels: { notice: { afterMs: 10 * MINUTE_MS }, urgent: { afterMs: 2 * HOUR_MS } }, endsBy: "itself", leadsTo: "clip" },
  /** Free space is less than what is on its way. */
  disk: { levels: { urgent: AT_ONCE }, endsBy: "itself", leadsTo: "queue" },
  /** The oldest thing that is due has waited so long; the sweep looks every two seconds. */
  queueAge: { levels: { notice: { afterMs: 2 * MINUTE_MS }, urgent: { afterMs: 10 * MINUTE_MS } }, endsBy: "itself", leadsTo: "queue" },
  /** Three looks in a row did not show a task that must be in the list. */
  reconcilerBlind: { levels: { urgent: AT_ONCE }, endsBy: "itself", leadsTo: "provider" },
  providerKey: { levels: { urgent: AT_ONCE }, endsBy: "itself", leadsTo: "provider" },
  providerBalance: { levels: { urgent: AT_ONCE }, endsBy: "itself", leadsTo: "provider" },
  /** A limit on spending of the team, a project or a person is nearly or wholly used up. */
  spendLimit: { levels: { notice: { shareUsed: 0.8 }, urgent: { shareUsed: 1 } }, endsBy: "itself", leadsTo: "spend" },
  /** Clips that were ordered, and may be paid for, with a key that cannot even ask about them. */
  paidBehindKey: { levels: { urgent: AT_ONCE, lastCall: BEFORE_IT_IS_GONE }, endsBy: "itself", leadsTo: "provider" },
  /** The provider says a word about a task that is in no documentation. */
  contract: { levels: { notice: AT_ONCE }, endsBy: "itself", leadsTo: "queue" },
  /** Jobs that failed for good within an hour. */
  deadLetters: { levels: { notice: AT_ONCE }, endsBy: "itself", leadsTo: "none" },
  /** Tasks that may have been paid for and belong to nobody: an owner decides whose they are. */
  unclaimed: { levels: { notice: AT_ONCE }, endsBy: "itself", leadsTo: "unclaimed" },
  /** The same, of one whose file is not ours yet: its deadlines are those of any finished clip. */
  unclaimedUnsaved: {
    levels: { notice: { afterMs: 15 * MINUTE_MS }, urgent: { afterMs: 6 * HOUR_MS, shareOfLink: 0.25 }, lastCall: BEFORE_IT_IS_GONE },
    endsBy: "itself",
    leadsTo: "unclaimed",
  },
  /** Two tasks were bought for one press. */
  chargedTwice: { levels: { urgent: AT_ONCE }, endsBy: "person", leadsTo: "clip" },
  /** The daily reading found a file missing or changed. */
  damaged: { levels: { urgent: AT_ONCE }, endsBy: "itself", leadsTo: "clip" },
  hold: { levels: { urgent: AT_ONCE }, endsBy: "itself", leadsTo: "queue" },
  /** A restart takes half a minute, and an update 90 seconds at most. */
  worker: { levels: { notice: { afterMs: 90_000 }, urgent: { afterMs: 5 * MINUTE_MS } }, endsBy: "itself", leadsTo: "none" },
} as const satisfies Record<string, AlarmKindFacts>;

export type AlarmKind = keyof typeof ALARM_KINDS;

export const isAlarmKind = (text: string): text is AlarmKind => Object.hasOwn(ALARM_KINDS, text);

export const kindFacts = (kind: AlarmKind): AlarmKindFacts => ALARM_KINDS[kind];
