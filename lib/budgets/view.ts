export const LIMIT_SCOPES = ["team", "project", "person"] as const;
export type LimitScope = (typeof LIMIT_SCOPES)[number];

/** What may be spent, in millionths of a US dollar; null: no limit. */
export interface LimitsView {
  scope: LimitScope;
  /** The team, the project or the person. */
  subjectId: string;
  month: number | null;
  day: number | null;
  clip: number | null;
  /** A press that may cost more is asked about once more. */
  askAbove: number | null;
  /** Nothing new is pressed or sent. */
  isStopped: boolean;
}

export const GROUPINGS = ["day", "project", "person", "model", "state"] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** Sums of some clips, in millionths of a US dollar. Each clip is in one of the three. */
export interface SpendSums {
  clips: number;
  /** Charged. */
  billed: number;
  /** What had been expected of that which was charged, where both are known. */
  estimated: number;
  /** May still be charged: open, or nobody knows. */
  reserved: number;
  /** Refused, failed or cancelled, and not charged: what it would have cost. */
  spared: number;
  sparedClips: number;
  /** Clips that cost, or may cost, and of which no price is known. */
  unpriced: number;
  unpricedTokens: number;
}

export interface SpendRow extends SpendSums {
  /** A day, the id of a project or person, a model's key, or a state. */
  key: string;
  /** Of a project or person; null for what needs none, or is gone. */
  name: string | null;
}

/** One limit that is in force, and how much of it is used. */
export interface LimitUse {
  scope: LimitScope;
  name: string | null;
  period: "month" | "day";
  limit: number;
  used: number;
}

export interface SubjectView {
  id: string;
  name: string;
}

/** The page Spend, for one month. */
export interface SpendView {
  /** "2026-11" */
  month: string;
  /** Today's, which may be another. */
  currentMonth: string;
  /** The first one of which anything is known. */
  firstMonth: string;
  /** The emulator answers: sums are what its clips would have cost. */
  isEmulator: boolean;
  /** False: only the reader's own clips. */
  isWhole: boolean;
  by: Grouping;
  total: SpendSums;
  rows: SpendRow[];
  /** Every day of the month, for the chart. */
  days: { day: string; billed: number; reserved: number }[];
  /** Limits of the present month and day that apply to the reader, or all of them for whoever may see all. */
  uses: LimitUse[];
  stopped: { scope: LimitScope; name: string | null }[];
  /** What can be set, for owners. */
  limits: { rows: LimitsView[]; projects: SubjectView[]; people: SubjectView[]; teamId: string } | null;
  /** Whom to ask. */
  owners: string[];
}

/** The chip in the header. */
export interface SpendChipView {
  isEmulator: boolean;
  /** Charged this month, in millionths of a US dollar: the team's, or the reader's own. */
  billed: number;
  reserved: number;
}
