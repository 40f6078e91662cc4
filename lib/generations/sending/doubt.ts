import { z } from "zod";
import type { Attempt, Prisma } from "@/lib/platform/db/generated/client";
import type { DoubtView, LostBy } from "../view";

export const LOOK_RESULTS = ["seen", "blind", "unread", "absent"] as const;

/** What the ledger tells of one attempt beside its columns. Nothing is decided by it. */
const detailSchema = z.looseObject({
  /** Of the failure that came in place of an answer; see ProviderFailure. */
  kind: z.string().nullish().catch(null),
  httpStatus: z.number().nullish().catch(null),
  /** Tasks that an uncertain attempt could be, as the last look found them. */
  candidates: z.array(z.string()).catch([]).default([]),
  /** What the last look was worth. */
  lastLook: z.enum(LOOK_RESULTS).nullish().catch(null),
  /** It was not sent from here: a person kept a task of the tray as a clip. */
  isFound: z.boolean().catch(false).default(false),
});
export type AttemptDetail = z.output<typeof detailSchema>;

export const readDetail = (detail: Prisma.JsonValue | null): AttemptDetail =>
  detailSchema.parse(detail !== null && typeof detail === "object" && !Array.isArray(detail) ? detail : {});

/** What a person is told of a request whose answer was lost; null when no attempt of it is uncertain. */
export function describeDoubt(
  attempts: readonly Pick<Attempt, "state" | "sentAt" | "isForeign" | "looks" | "detail">[],
): Omit<DoubtView, "estimatedMicros" | "again"> | null {
  const attempt = attempts.findLast(({ state }) => state === "uncertain");
  if (!attempt) return null;
  const detail = readDetail(attempt.detail);
  return {
    lostBy: attempt.isForeign ? "copy" : lostByOf(detail),
    httpStatus: detail.httpStatus ?? null,
    sentAt: attempt.sentAt.toISOString(),
    looks: attempt.looks,
    lastLook: detail.lastLook ?? null,
    candidates: detail.candidates.length,
  };
}

/** An answer that failed left its kind; a worker that died left nothing. */
function lostByOf({ kind }: AttemptDetail): LostBy {
  switch (kind) {
    case undefined:
    case null:
      return "worker";
    case "network":
      return "network";
    case "malformed":
      return "answer";
    default:
      return "provider";
  }
}
