import type { FailureKind, ProviderFailure } from "@/lib/providers/types";
import type { AssetKind, InputRole } from "@/lib/models/catalog";
import type { Attempt, Generation } from "@/lib/platform/db/generated/client";
import { canReword } from "@/lib/recipes/reword/reword";
import { isFailed } from "./lifecycle";
import type { AttemptOutcome, Charged, FailureParty, FailureRemedy, FailureView } from "./view";

/** Endings that do not come from the provider's own words. */
export type OwnFailure = "inputs" | "archive" | "uncertain" | "expired" | "cancelled";
export type FailureCode = FailureKind | OwnFailure;

interface Explanation {
  party: FailureParty;
  remedies: readonly FailureRemedy[];
  /** The same request would be refused again: the card says Refused, not Failed. */
  refused: boolean;
}

/** Who stopped it and what to do about it, the likeliest to help first: the buttons of a card, in this order. The sentences lie in the messages under `failures.<code>`. */
const EXPLANATIONS = {
  inputText: { party: "input", remedies: ["reword", "edit"], refused: true },
  inputImage: { party: "input", remedies: ["replaceInput", "edit"], refused: true },
  inputVideo: { party: "input", remedies: ["replaceInput", "edit"], refused: true },
  inputAudio: { party: "input", remedies: ["replaceInput", "edit"], refused: true },
  realPerson: { party: "input", remedies: ["replaceInput", "edit"], refused: true },
  inputCopyright: { party: "input", remedies: ["replaceInput", "edit"], refused: true },
  inputRefused: { party: "input", remedies: ["reword", "edit"], refused: true },
  // What a model makes differs each time: the picture may pass as it is. Sound is refused for harmless words too.
  outputVideo: { party: "output", remedies: ["retry", "reword", "edit"], refused: true },
  outputAudio: { party: "output", remedies: ["retryWithoutSound", "reword", "retry", "edit"], refused: true },
  outputCopyright: { party: "output", remedies: ["retry", "reword", "edit"], refused: true },
  invalidParameter: { party: "input", remedies: ["edit"], refused: true },
  invalidDuration: { party: "input", remedies: ["nearestDuration", "edit"], refused: true },
  invalidResolution: { party: "input", remedies: ["lowerResolution", "edit"], refused: true },
  invalidSeed: { party: "input", remedies: ["dropSeed", "edit"], refused: true },
  mixedModes: { party: "input", remedies: ["useAsReferences", "useAsFrames"], refused: true },
  missingRole: { party: "input", remedies: ["edit"], refused: true },
  taskType: { party: "input", remedies: ["edit"], refused: true },
  mediaLimits: { party: "input", remedies: ["replaceInput", "edit"], refused: true },
  mediaUnreadable: { party: "input", remedies: ["replaceInput", "retry"], refused: true },
  assetNotFound: { party: "provider", remedies: ["retry"], refused: false },
  assetAgreement: { party: "account", remedies: ["retry", "openProviderSettings"], refused: false },
  assetReview: { party: "provider", remedies: ["retry", "replaceInput"], refused: false },
  assetRate: { party: "provider", remedies: ["retry"], refused: false },
  assetPool: { party: "account", remedies: ["retry", "edit"], refused: false },
  key: { party: "account", remedies: ["openProviderSettings", "retry"], refused: false },
  keyExpired: { party: "account", remedies: ["openProviderSettings", "retry"], refused: false },
  keyLimit: { party: "account", remedies: ["retry", "openProviderSettings"], refused: false },
  balance: { party: "account", remedies: ["retry"], refused: false },
  permission: { party: "account", remedies: ["edit", "openProviderSettings"], refused: false },
  operatorOverdue: { party: "provider", remedies: ["retry"], refused: false },
  spendingLimit: { party: "account", remedies: ["retry"], refused: false },
  rateLimit: { party: "provider", remedies: ["retry"], refused: false },
  quota: { party: "account", remedies: ["retry"], refused: false },
  overloaded: { party: "provider", remedies: ["retry"], refused: false },
  taskNotFound: { party: "provider", remedies: ["retry"], refused: false },
  taskRunning: { party: "provider", remedies: [], refused: false },
  server: { party: "provider", remedies: ["retry"], refused: false },
  expired: { party: "provider", remedies: ["retry", "lowerResolution"], refused: false },
  network: { party: "provider", remedies: ["retry"], refused: false },
  malformed: { party: "provider", remedies: ["retry"], refused: false },
  unknown: { party: "provider", remedies: ["retry", "edit"], refused: false },
  inputs: { party: "provider", remedies: ["retry", "replaceInput"], refused: false },
  archive: { party: "studio", remedies: ["retry"], refused: false },
  uncertain: { party: "provider", remedies: [], refused: false },
  cancelled: { party: "person", remedies: ["retry", "edit"], refused: false },
} as const satisfies Record<FailureCode, Explanation>;

/** What is wrong with the request or the account itself: asking for the very same once more ends the same. */
export const HOPELESS_AS_IT_IS = Object.entries<Explanation>(EXPLANATIONS).flatMap(([code, { remedies }]) =>
  remedies.includes("retry") ? [] : [code],
);

const isKnown = (code: string): code is FailureCode => Object.hasOwn(EXPLANATIONS, code);
const explain = (code: string): Explanation => (isKnown(code) ? EXPLANATIONS[code] : EXPLANATIONS.unknown);

/** Whether asking for the very same once more may end otherwise, and who stopped it. */
export const prospectsOf = (code: string): { helpsAsItIs: boolean; party: FailureParty } => ({
  helpsAsItIs: !HOPELESS_AS_IT_IS.includes(code),
  party: explain(code).party,
});

/** Whether an ending is a refusal (the same request would be refused again) or a failure. */
export const endingOf = (code: FailureCode): "refuse" | "fail" => (explain(code).refused ? "refuse" : "fail");

/** The columns that keep a failure for ever. */
export function failureColumns(code: FailureCode, failure: ProviderFailure | null) {
  return {
    errorCode: code,
    errorDetail: failure
      ? {
          code: failure.code,
          message: failure.message,
          requestId: failure.requestId,
          httpStatus: failure.httpStatus,
          param: failure.param,
          inputIndex: failure.inputIndex,
        }
      : {},
  };
}

interface FailedRow extends Pick<Generation, "status" | "errorCode" | "errorDetail" | "actualTokens" | "succeededAt"> {
  /** The whole prompt of one that was refused. */
  refusedPrompt?: string | null;
  /** Its part of the ledger. */
  attempts: readonly Pick<Attempt, "state">[];
}

/**
 * Whether it cost anything, read off the ledger. The provider bills what succeeded, refused requests and failed tasks
 * not (ByteDance's documentation of errors and prices); where it reports tokens all the same, those count. An attempt
 * of which nobody knows is never called free, and neither is one that only its absence from a list speaks for.
 */
export function chargedOf(row: Omit<FailedRow, "errorCode" | "errorDetail" | "refusedPrompt">): Charged {
  if ((row.actualTokens ?? 0) > 0 || row.succeededAt !== null) return "yes";
  if (row.status === "uncertain") return "unknown";
  return row.attempts.some(({ state }) => IS_DOUBTFUL[state]) ? "unknown" : "no";
}

const IS_DOUBTFUL = {
  sending: true,
  uncertain: true,
  absent: true,
  // The task is known, and ended without a clip.
  acknowledged: false,
  notSent: false,
  refused: false,
} as const satisfies Record<AttemptOutcome, boolean>;

/** States of attempts that may have cost something. */
export const DOUBTFUL = Object.entries(IS_DOUBTFUL).flatMap(([state, isDoubtful]) => (isDoubtful ? [state] : []));

/** What it takes to name one of the files. */
interface NamedInput {
  role: InputRole;
  asset: { kind: AssetKind };
}

/** The five lines of a card that did not end well, or null for one that did or still runs. */
export function describeFailure(row: FailedRow, inputs: readonly NamedInput[]): FailureView | null {
  // What is on its way again carries the reason of its last stop for the record; it did not fail.
  if (row.status !== "uncertain" && !isFailed(row.status)) return null;
  const code = row.errorCode ?? (row.status === "failed" || row.status === "refused" ? "unknown" : row.status);
  const { party, remedies } = explain(code);
  const detail = (row.errorDetail ?? {}) as Partial<ProviderFailure>;
  return {
    code: isKnown(code) ? code : "unknown",
    party,
    charged: chargedOf(row),
    remedies: remedies.filter((remedy) => remedy !== "reword" || canReword(row.refusedPrompt ?? "")),
    input: inputOf(detail.inputIndex ?? null, inputs),
    detail: {
      code: detail.code ?? undefined,
      message: detail.message ?? "",
      requestId: detail.requestId ?? undefined,
      httpStatus: detail.httpStatus ?? undefined,
    },
  };
}

/** "Image 2" as a person counts: by kind, in the order of the strip. */
function inputOf(index: number | null, inputs: readonly NamedInput[]): FailureView["input"] {
  const input = index === null ? undefined : inputs[index];
  if (index === null || !input) return undefined;
  const number = inputs.slice(0, index + 1).filter((other) => other.asset.kind === input.asset.kind).length;
  return { kind: input.asset.kind, number, role: input.role };
}
