import type { CardView, HoldView } from "@/lib/generations/view";
import type { AccountFailure } from "@/lib/providers/types";

/** What is open in the team, in numbers. */
export interface QueueCounts {
  /** Sent, at the provider, or being saved. */
  running: number;
  waiting: number;
  /** Nobody knows whether they arrived: looked for by themselves, decided by a person. */
  uncertain: number;
  /** Of those that run and wait: the asker's own. */
  mine: number;
}

/** The same for everybody in the team. */
export interface TeamCounts extends Omit<QueueCounts, "mine"> {
  /** By a person's id: what of theirs runs or waits. */
  own: Readonly<Record<string, number>>;
}

/** What one person is told of it. */
export const countsOf = ({ own, ...counts }: TeamCounts, userId: string): QueueCounts => ({ ...counts, mine: own[userId] ?? 0 });

/** Why nothing, or less than usual, is sent or saved now. The words lie in the messages under `queue.stops.<kind>`. */
export type QueueStop =
  | { kind: "worker"; since: string | null }
  | { kind: "hold"; hold: HoldView }
  /** The key cannot be opened on this machine. */
  | { kind: "keyUnreadable" }
  /** Others have a key, and this team may use none. */
  | { kind: "keyMissing" }
  /** The account itself was turned away; one generation finds out at `until` whether that still holds. */
  | { kind: "refused"; reason: AccountFailure; until: string }
  /** The provider asked everybody to slow down. */
  | { kind: "pause"; until: string }
  /** Requests do not get through, or their answers make no sense. */
  | { kind: "trouble"; since: string | null }
  | { kind: "disk" };

/** Somebody keeps these where they are: their own, or an owner everybody's. What was sent goes on. */
export interface KeptLine {
  /** Whose clips stay; null: everybody's. */
  userId: string | null;
  by: string;
  since: string;
}

/** Several clips that were asked for together, while some are open, or did not become clips and may be tried again. */
export interface PressView {
  id: string;
  author: { id: string; name: string };
  created: string;
  project: { slug: string; name: string };
  /** Of its first clip, cut. */
  prompt: string;
  clips: number;
  ready: number;
  waiting: number;
  /** Sent, being saved, or not confirmed. */
  underWay: number;
  /** Ended without a clip, but for what somebody cancelled. */
  failed: number;
  /** Of those, what "Retry what failed" would send again. */
  again: number;
  /** Who keeps what waits of it where it is. */
  kept: { by: string; since: string } | null;
}

export interface QueueEntryView {
  generation: CardView;
  /** A deleted one has no page any more; what the provider has of it is finished all the same. */
  project: { slug: string; name: string; isDeleted: boolean };
  /** In the order in which the line moves, 1 for whoever is next; null when it does not stand in line. */
  place: number | null;
  /** Seconds until it is probably sent; 0: as soon as the worker looks. null: nobody can know. */
  startsInSeconds: number | null;
  /** Tries in a row that failed, of whatever it is doing now. */
  failures: number;
}

/** Everything that a member may see of the team's queue. Dates are ISO strings. */
export interface QueueView {
  counts: QueueCounts;
  /**
   * Places at the provider, how many of them are taken, and how many of those by clips that are not confirmed and may
   * be running there; the account's, so other teams' clips count.
   */
  places: { all: number; taken: number; unconfirmed: number };
  stops: QueueStop[];
  kept: KeptLine[];
  /** The newest first. */
  presses: PressView[];
  /** What runs first, then what is unclear, then the line. */
  entries: QueueEntryView[];
  /** Open ones that are not among the entries, where there are very many. */
  more: number;
}
