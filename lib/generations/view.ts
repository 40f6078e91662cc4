import type { InputRole } from "@/lib/models/catalog";
import type { Recipe } from "@/lib/recipes/recipe";
import type { ElementRef } from "@/lib/assets/elements/view";
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
  | "reword"
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
  input?: { kind: "image" | "video" | "audio"; number: number; role: InputRole } | undefined;
  detail: { code?: string | undefined; message: string; requestId?: string | undefined; httpStatus?: number | undefined };
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
  /** What it may cost once more, in millionths of a US dollar. */
  estimatedMicros: number | null;
  again: AgainView | null;
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
  /** The element that it came with, as it was then. */
  element?: ElementRef | undefined;
}

/** A prompt on a card is cut after so many characters. */
export const CARD_PROMPT_LENGTH = 160;

/** A character outside the plane that most are in counts as one, as it does in the database. */
export function cutPrompt(prompt: string): string {
  const characters = [...prompt];
  return characters.length > CARD_PROMPT_LENGTH ? `${characters.slice(0, CARD_PROMPT_LENGTH).join("")}…` : prompt;
}

/** How it was made, in the words of a slate: what came out, and until that is known what was asked for. */
export interface SlateView {
  mode: Recipe["mode"];
  model: string;
  resolution: string;
  ratio: string;
  /** null: the model chooses. */
  seconds: number | null;
  seed?: number | undefined;
  /** How many files it was made from, where there are any. */
  inputs?: number | undefined;
}

/** The clip itself, where there is one. */
export interface CardVideoView {
  durationMs: number;
  /** Left out where it is the usual one. */
  framesPerSecond?: number | undefined;
  isSilent?: boolean | undefined;
  /** Its picture is not made yet. */
  isWithoutPoster?: boolean | undefined;
  /** The file is missing or other than it was when it came; it is fetched again while the provider has it. */
  isDamaged?: boolean | undefined;
  /** There is a small copy for cards to play. */
  hasProxy?: boolean | undefined;
  /** Its frames lie side by side in one small picture. */
  hasSprite?: boolean | undefined;
  /** Set where not every browser plays the file: its codecs as browsers are asked about them, and whether there is a copy that all play. */
  demanding?: { codecs: string | null; hasCopy: boolean } | undefined;
}

/** Where something that is not over stands. */
export interface ProgressView {
  waitingFor: WaitingFor | null;
  /** How many of this account's generations are in front of it; null unless it waits for its turn. */
  ahead: number | null;
  /** How long clips like this one took here; null where there is no history yet. */
  usual: UsualTime | null;
  /** The surface it was sent through; null until it was sent. */
  apiStyle: string | null;
  sent: string | null;
  nextAction: string | null;
  /** The first picture or clip that it is made from. */
  pictureId: string | null;
}

/** What the studio may find in a clip by itself; the words of each lie in the messages under `gallery.found`. */
export const FINDING_KINDS = ["black", "frozen", "noSound", "silent", "clipped", "size", "length", "cuts"] as const;
export type FindingKind = (typeof FINDING_KINDS)[number];

export interface Finding {
  kind: FindingKind;
  /** From when to when, in milliseconds; of a cut both are the same. */
  spans: [fromMs: number, toMs: number][];
  /** What came and what was asked for: two sides in pixels, seconds, or shots. */
  found?: number[] | undefined;
  asked?: number[] | undefined;
}

/** What the studio saw when it looked through the clip. */
export interface CheckView {
  /** `failed`: it could not be looked through, and is not tried any more. */
  state: "waiting" | "done" | "failed";
  findings: Finding[];
  /** Somebody said that it is fine as it is. */
  isDismissed: boolean;
  /** How loud it is in equal parts from beginning to end, a byte each, in base64; null without sound. */
  peaks: string | null;
}

/** What a card says, and needs for its buttons, of something that ended without a clip, or may have. */
export interface CardFailureView extends FailureView {
  /** What it cost, where it was charged. */
  micros?: number | undefined;
  taskId?: string | undefined;
  withSound?: boolean | undefined;
  /** Another was made from it, or asked for: one more is bought only by who knows that. */
  isRetried?: true | undefined;
}

/** What people said of a clip, and which take of its recipe it is. */
export interface MarksView {
  name?: string | undefined;
  /** Left out of the only run of its recipe. */
  take?: number | undefined;
  /** How many clips of its recipe there are, where it is not the only one. */
  takes?: number | undefined;
  /** 1 to 5 stars. */
  rating?: number | undefined;
  verdict?: ClipVerdict | undefined;
  /** It was approved, and stays as it is until somebody unlocks it. */
  isLocked?: true | undefined;
  tags?: string[] | undefined;
  /** Of its project. */
  collections?: string[] | undefined;
}

/** Where clips of a project can be put: tags of the team, collections of the project, and other projects, all by name. */
export interface LabelsView {
  tags: string[];
  collections: string[];
  /** Those of the collections that lie in one. */
  folders: { name: string; collections: string[] }[];
  projects: { id: string; name: string }[];
}

export const VERDICTS = ["approved", "rejected"] as const;
export type ClipVerdict = (typeof VERDICTS)[number];

/**
 * One generation as its card shows it, the same for everybody in the team: what a person may do with it is asked of
 * `policy.ts` where it is shown. Dates are ISO strings, money is in millionths of a US dollar; what there is not is left out.
 */
export interface CardView {
  id: string;
  status: GenerationStatus;
  /** Higher with every change of what is shown here or in ClipView. */
  revision: number;
  /** Cut; see CARD_PROMPT_LENGTH. */
  prompt: string;
  author: { id: string; name: string };
  created: string;
  slate: SlateView;
  /** Final size in pixels where it is known before the clip is, so that a card never changes shape. */
  shape: { width: number; height: number };
  video?: CardVideoView | undefined;
  /** Set while it is not over. */
  progress?: ProgressView | undefined;
  failure?: CardFailureView | undefined;
  /** Set while it is uncertain. */
  doubt?: DoubtView | undefined;
  marks?: MarksView | undefined;
  /** How many threads of comments are not resolved, where there are any. */
  openComments?: number | undefined;
  /** What was found in it and nobody called fine, where there is anything. */
  findings?: FindingKind[] | undefined;
}

/** Everything else that may leave the server of one generation, for whoever opens it. */
export interface ClipView {
  card: CardView;
  projectId: string;
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
  video: {
    width: number;
    height: number;
    durationMs: number;
    framesPerSecond: number | null;
    sizeBytes: number;
    videoCodec: string | null;
    audioCodec: string | null;
    codecs: string | null;
    isDamaged: boolean;
  } | null;
  /** What the team wants to remember of it; "" is nothing. */
  note: string;
  hasLastFrame: boolean;
  /** null: it is not ready, or was ready a moment ago. */
  check: CheckView | null;
  again: AgainView | null;
  /** Every time that it was, or may have been, sent. */
  attempts: { number: number; outcome: AttemptOutcome; sentAt: string }[];
  /** Nobody asked for it here: an owner kept it from the tasks that the provider showed. */
  isFound: boolean;
  times: { created: string; accepted: string | null; started: string | null; finished: string | null };
}

export const WAITING_FOR = [
  "inputs",
  "turn",
  "pause",
  "retry",
  "disk",
  "hold",
  "paused",
  "missing",
  "overLimit",
  "stopped",
  "unpriced",
  ...ACCOUNT_FAILURES,
] as const;
export type WaitingFor = (typeof WAITING_FOR)[number];

export interface GenerationPage {
  items: CardView[];
  /** Hand it back for the next page; null at the end. */
  nextCursor: string | null;
  /** For the page before one that does not begin at the top; null where it does. */
  prevCursor?: string | null;
}

/** What every open page of a team is told of a generation that changed. */
export interface GenerationNews {
  /** null: it is gone, wherever it was. */
  projectId: string | null;
  card: CardView | null;
}

/** The first page as ids alone, for a page that has their cards. */
export interface RevisionPage {
  items: { id: string; revision: number }[];
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

/** Why one of several is not sent again with them; the sentences lie in the messages under `retry.left`. */
export type WhyLeftOut =
  | "uncertain"
  | "open"
  | "ready"
  | "cancelled"
  | "retried"
  | "charged"
  | "asItIs"
  | "account"
  | "unable"
  | "gone"
  /** More than one press takes. */
  | "later";

export interface LeftOut {
  id: string;
  why: WhyLeftOut;
}

/** What one press would send again, each with what it may cost at most; null where no price is known. */
export interface RetryCheck {
  /** `isSilenced`: its sound was refused, and may be left out. */
  retries: { id: string; micros: number | null; isSilenced: boolean }[];
  left: LeftOut[];
}

export interface RetriedView {
  made: CardView[];
  left: LeftOut[];
}
