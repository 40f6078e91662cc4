import type { InputRole } from "@/lib/models/catalog";
import type { Recipe } from "@/lib/recipes/recipe";
import type { AssetView } from "@/lib/assets/view";
import { ACCOUNT_FAILURES } from "@/lib/providers/types";
import type { GenerationStatus } from "./lifecycle";

/** Who stopped it: the second of the five lines that a failed card shows. */
export type FailureParty = "input" | "output" | "provider" | "studio" | "account" | "person";
/** Whether it cost anything, answered from the ledger. */
export type Charged = "no" | "yes" | "unknown";
/** What to do next; each is a button on the card. */
export type FailureRemedy =
  | "retry"
  | "edit"
  | "replaceInput"
  | "retryWithoutSound"
  | "useAsReferences"
  | "useAsFrames"
  | "nearestDuration"
  | "dropSeed"
  | "lowerResolution"
  | "openProviderSettings";

export interface FailureView {
  /** Message key under `failures`. */
  code: string;
  party: FailureParty;
  charged: Charged;
  remedies: FailureRemedy[];
  /** Label of the input it is about, e.g. { kind: "image", number: 2 }. */
  input: { kind: "image" | "video" | "audio"; number: number; role: InputRole } | null;
  detail: { code: string | null; message: string; requestId: string | null; httpStatus: number | null };
}

/** From the sending of the request to a clip that is ready, in seconds: the middle one, and the middle eight of ten. */
export interface UsualTime {
  medianSeconds: number;
  fromSeconds: number;
  toSeconds: number;
}

/** What lost the answer to a request: the connection, the provider's own trouble, an unreadable answer, this studio, or a copy of it. */
export type LostBy = "network" | "provider" | "answer" | "worker" | "copy";

/** A request whose answer was lost: what is known of it, and of the search for it. The next look is `times.nextAction`. */
export interface DoubtView {
  lostBy: LostBy;
  httpStatus: number | null;
  sentAt: string;
  looks: number;
  /** What the last look was worth: a list, a list without what must be in it, or no list at all; null before the first. */
  lastLook: "seen" | "blind" | "unread" | "absent" | null;
  /** How many tasks the provider shows that it could be. */
  candidates: number;
}

export type AttemptOutcome = "sending" | "acknowledged" | "notSent" | "refused" | "uncertain" | "absent";

/** "Submit again, may charge twice": who said so, when, and what came of it. */
export interface AgainView {
  by: string | null;
  at: string;
  /** The new generation; null when it was deleted since. */
  id: string | null;
}

export interface GenerationInputView {
  role: InputRole;
  asset: AssetView;
}

/** All that may leave the server of one generation. Dates are ISO strings, money is in millionths of a US dollar. */
export interface GenerationView {
  id: string;
  projectId: string;
  status: GenerationStatus;
  version: number;
  waitingFor: WaitingFor | null;
  /** How many of this account's generations are in front of it; null unless it waits for its turn. */
  ahead: number | null;
  /** How long clips like this one took here; null when it is over, or where there is no history yet. */
  usual: UsualTime | null;
  author: { id: string; name: string };
  recipe: Recipe;
  inputs: GenerationInputView[];
  estimate: { tokens: number; micros: number | null };
  /** What the provider reported; nulls until it did. */
  actual: {
    ratio: string | null;
    resolution: string | null;
    durationSeconds: number | null;
    seed: number | null;
    tokens: number | null;
    micros: number | null;
    model: string | null;
  };
  apiStyle: string | null;
  providerTaskId: string | null;
  /** Final size in pixels where it is known before the clip is, so that a card never changes shape. */
  shape: { width: number; height: number };
  video: {
    width: number;
    height: number;
    durationMs: number;
    framesPerSecond: number | null;
    sizeBytes: number;
    videoCodec: string | null;
    audioCodec: string | null;
    /** The file is missing or other than it was when it came; it is fetched again while the provider has it. */
    isDamaged: boolean;
  } | null;
  hasPoster: boolean;
  hasLastFrame: boolean;
  failure: FailureView | null;
  /** Set while it is uncertain. */
  doubt: DoubtView | null;
  again: AgainView | null;
  /** Every time that it was, or may have been, sent. */
  attempts: { number: number; outcome: AttemptOutcome; sentAt: string }[];
  /** Nobody asked for it here: an owner kept it from the tasks that the provider showed. */
  isFound: boolean;
  times: {
    created: string;
    sent: string | null;
    accepted: string | null;
    started: string | null;
    succeeded: string | null;
    finished: string | null;
    lastChecked: string | null;
    nextAction: string | null;
  };
  can: { cancel: boolean; delete: boolean; retry: boolean; resolve: boolean };
}

export const WAITING_FOR = ["inputs", "turn", "pause", "retry", "disk", "hold", "missing", ...ACCOUNT_FAILURES] as const;
export type WaitingFor = (typeof WAITING_FOR)[number];

export interface GenerationPage {
  items: GenerationView[];
  /** Hand it back for the next page; null at the end. */
  nextCursor: string | null;
}

/** Why and since when nothing is sent: a copy of a studio, or one restored from a backup. */
export interface HoldView {
  reason: "instance-mismatch" | "restored";
  since: string;
  /** When the provider's whole list had been looked through; null: not yet, and then only "release anyway" ends it. */
  checkedAt: string | null;
  /** Generations of which nobody knows whether they were paid for; they stay so. */
  uncertain: number;
  /** What was asked for meanwhile, and is sent after the release. */
  waiting: number;
}

/** A deleted one, for as long as it can be brought back. */
export interface TrashEntry {
  id: string;
  prompt: string;
  status: GenerationStatus;
  author: string;
  deletedAt: string;
  /** When its files go for good. */
  goneAt: string;
  canRestore: boolean;
}
