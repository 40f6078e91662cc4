import { ANSWER_PRESETS, type BAD_ID_VARIANTS, DOWNLOAD_VARIANTS } from "@/lib/emulator/faults";
import type { FaultOrder } from "./emulator-control";

export type Fault = FaultOrder["fault"];

export const nameOf = (fault: Fault): string =>
  [fault.kind, "when" in fault && fault.when, "preset" in fault && fault.preset, "variant" in fault && fault.variant]
    .filter(Boolean)
    .join(" ");
export const answer = (preset: (typeof ANSWER_PRESETS)[number], when: "before" | "after" = "before"): Fault => ({
  kind: "answer",
  preset,
  when,
});
export const badId = (variant: (typeof BAD_ID_VARIANTS)[number]): Fault => ({ kind: "badId", variant });

/** Created, and the answer is of no use: never sent again, and found by its marker. */
export const LOST: Fault[] = [
  { kind: "drop", when: "after" },
  { kind: "truncatedJson" },
  answer("serverError", "after"),
  answer("badGatewayHtml", "after"),
  answer("gatewayTimeout", "after"),
  answer("unavailable", "after"),
  answer("htmlOk", "after"),
  answer("empty", "after"),
  ...(["missing", "null", "empty", "number", "path", "long", "array"] as const).map(badId),
];
/** Never created, and the answer does not say so: it stays uncertain, because only a proof may send it again. */
export const UNKNOWN: Fault[] = [
  { kind: "drop", when: "before" },
  answer("serverError"),
  answer("relayError"),
  answer("badGateway"),
  answer("noChannel"),
  answer("badGatewayHtml"),
  answer("gatewayTimeout"),
  answer("unavailable"),
  answer("htmlOk"),
  answer("empty"),
];
/** Created and answered, only late or in another shape. */
export const ACCEPTED: Fault[] = [
  { kind: "delay", ms: 300, when: "before" },
  { kind: "delay", ms: 300, when: "after" },
  badId("nested"),
  badId("taskIdOnly"),
];
/** Refused for sure: by what is said of the request, or of the account, or of the moment. */
export const ENDED: [Fault, string][] = [
  [answer("modelNotOpen"), "permission"],
  [answer("forbidden"), "permission"],
];
export const HELD: [Fault, string][] = [
  [answer("unauthorized"), "key"],
  [answer("tokenInvalid"), "key"],
  [answer("balance"), "balance"],
  [answer("paymentRequired"), "balance"],
  [answer("keyLimit"), "keyLimit"],
  [answer("keyExpired"), "keyExpired"],
  [answer("overdue"), "operatorOverdue"],
  [answer("rateLimit"), "pause"],
];
/** Whatever a look may meet: it proves nothing. */
export const LOOKS: Fault[] = [
  { kind: "drop", when: "before" },
  { kind: "drop", when: "after" },
  { kind: "delay", ms: 100, when: "before" },
  { kind: "truncatedJson" },
  { kind: "silent" },
  { kind: "listLag", ms: 3_600_000 },
  // A running task has no link anyway.
  { kind: "noLink" },
  ...ANSWER_PRESETS.map((preset) => answer(preset)),
];
/** Each of these spoils a download; one that trickles takes a minute to be given up and is tried elsewhere. */
export const DOWNLOADS: Fault[] = [
  { kind: "drop", when: "before" },
  answer("serverError"),
  answer("forbidden"),
  ...DOWNLOAD_VARIANTS.filter((variant) => variant !== "slow" && variant !== "wrongType").map((variant): Fault => ({
    kind: "download",
    variant,
  })),
];
/** And these do not: the bytes say what a file is. */
export const HARMLESS_DOWNLOADS: Fault[] = [
  { kind: "delay", ms: 100, when: "before" },
  { kind: "download", variant: "wrongType" },
];
export const SLOW_DOWNLOAD: Fault = { kind: "download", variant: "slow" };
/** What the asset library may answer; the second is what ends it, because it says no to this file or this account for good. */
export const UPLOADS: [Fault, string | null][] = [
  [{ kind: "drop", when: "before" }, null],
  [{ kind: "drop", when: "after" }, null],
  [{ kind: "delay", ms: 100, when: "before" }, null],
  [{ kind: "truncatedJson" }, null],
  ...ANSWER_PRESETS.map((preset): [Fault, string | null] => [
    answer(preset),
    preset === "modelNotOpen" || preset === "forbidden" ? "permission" : null,
  ]),
];
