/**
 * The one state machine of a generation. `insert-generation.ts` writes the first `status`, `record-transition.ts` every
 * later one, and both ask here which. Who else needs to know something about a state asks a group below.
 */
export const STATUSES = [
  "waiting", // ours: for its references to be registered, for its turn, for a pause to end
  "sending", // the intent is committed and the request may be on its way
  "uncertain", // the answer was lost: it may exist and be charged; never sent again by itself
  "queued", // the provider has it
  "running",
  "saving", // the provider is done; we copy the file to our own storage
  "ready",
  "failed",
  "refused", // moderation or a wrong input: the same request would be refused again
  "cancelled",
  "expired",
] as const;
export type GenerationStatus = (typeof STATUSES)[number];

export const EVENTS = [
  "send", // an attempt was committed
  "accept", // the provider gave a task id
  "hold", // certainly not sent or not created: back to waiting
  "lose", // the answer was lost, or, in a copy of a studio, the original may have sent it
  "prove-absent", // a complete list, with its positive control, does not have it
  "queue",
  "start",
  "succeed",
  "archive",
  "fail",
  "refuse",
  "cancel",
  "expire",
] as const;
export type GenerationEvent = (typeof EVENTS)[number];

/** How a generation comes to be: where it begins, and its first event. */
export const BIRTHS = {
  asked: { status: "waiting", event: "submit" }, // somebody pressed Generate
  found: { status: "saving", event: "found" }, // an owner keeps a finished task that the provider showed
  twin: { status: "queued", event: "second-task" }, // one generation turned out to be two tasks
} as const satisfies Record<string, { status: GenerationStatus; event: string }>;

type Table = Record<GenerationStatus, Partial<Record<GenerationEvent, GenerationStatus>>>;

/**
 * A late success beats every other ending: the clip exists and was paid for. Nothing leaves `ready`.
 * A check may miss `queued` or `running`, so later facts are accepted from any earlier state.
 */
const TABLE = {
  waiting: { send: "sending", lose: "uncertain", accept: "queued", refuse: "refused", fail: "failed", cancel: "cancelled" },
  sending: { accept: "queued", hold: "waiting", lose: "uncertain", refuse: "refused", fail: "failed" },
  uncertain: { accept: "queued", "prove-absent": "waiting", cancel: "cancelled", fail: "failed" },
  queued: { start: "running", succeed: "saving", fail: "failed", refuse: "refused", cancel: "cancelled", expire: "expired" },
  running: { succeed: "saving", fail: "failed", refuse: "refused", cancel: "cancelled", expire: "expired" },
  saving: { archive: "ready", expire: "expired" },
  ready: {},
  failed: { accept: "queued", succeed: "saving" },
  refused: { accept: "queued", succeed: "saving" },
  cancelled: { accept: "queued", start: "running", succeed: "saving" },
  expired: { accept: "queued", succeed: "saving" },
} as const satisfies Table;

/** The state an event leads to from here, or null when it means nothing here (then someone was first: stop quietly). */
export function nextStatus(from: GenerationStatus, event: GenerationEvent): GenerationStatus | null {
  return (TABLE as Table)[from][event] ?? null;
}

const GROUPS = {
  waiting: { final: false, atProvider: false, polled: false },
  sending: { final: false, atProvider: true, polled: false },
  uncertain: { final: false, atProvider: true, polled: false },
  queued: { final: false, atProvider: true, polled: true },
  running: { final: false, atProvider: true, polled: true },
  saving: { final: false, atProvider: false, polled: false },
  ready: { final: true, atProvider: false, polled: false },
  failed: { final: true, atProvider: false, polled: false },
  refused: { final: true, atProvider: false, polled: false },
  cancelled: { final: true, atProvider: false, polled: false },
  expired: { final: true, atProvider: false, polled: false },
} as const satisfies Record<GenerationStatus, { final: boolean; atProvider: boolean; polled: boolean }>;

/** Nothing more happens by itself. */
export const isFinal = (status: GenerationStatus): boolean => GROUPS[status].final;
/** Counts against the provider's concurrency limit. */
export const isAtProvider = (status: GenerationStatus): boolean => GROUPS[status].atProvider;
/** Has a task that the provider is asked about; in every other open state we have something to do ourselves. */
export const isPolled = (status: GenerationStatus): boolean => GROUPS[status].polled;
/** Over without a clip. */
export const isFailed = (status: GenerationStatus): boolean => isFinal(status) && status !== "ready";

// "PURE": a page that asks for one group carries neither the others nor the table.
export const FAILED_STATUSES = /* @__PURE__ */ STATUSES.filter(isFailed);
export const OPEN_STATUSES = /* @__PURE__ */ STATUSES.filter((status) => !isFinal(status));
export const AT_PROVIDER_STATUSES = /* @__PURE__ */ STATUSES.filter(isAtProvider);
export const POLLED_STATUSES = /* @__PURE__ */ STATUSES.filter(isPolled);
/** A sweep rings for these; the poller looks after the others that are open. */
export const SWEPT_STATUSES = /* @__PURE__ */ OPEN_STATUSES.filter((status) => !isPolled(status));
/** Waits, or may wait again: what was being sent may turn out never to have arrived. */
export const MAY_WAIT_STATUSES = /* @__PURE__ */ STATUSES.filter(
  (status) => status === "waiting" || (Object.values(TABLE[status]) as string[]).includes("waiting"),
);
/** Taken, and perhaps paid for; not over yet. */
export const UNDER_WAY_STATUSES = /* @__PURE__ */ OPEN_STATUSES.filter((status) => status !== "waiting");
