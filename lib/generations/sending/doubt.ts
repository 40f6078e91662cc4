import type { Prisma } from "@/lib/platform/db/generated/client";
import type { DoubtView, LostBy } from "../view";

/** What the ledger keeps of one attempt beside its columns: the failure of its answer, and what was seen while looking for it. */
export type AttemptDetail = Prisma.JsonObject;

export const readDetail = (detail: Prisma.JsonValue | null): AttemptDetail =>
  detail !== null && typeof detail === "object" && !Array.isArray(detail) ? detail : {};

/** The ids of the tasks that an uncertain attempt could be, as the last look found them. */
export const candidatesOf = (detail: AttemptDetail): string[] => {
  const { candidates } = detail;
  return Array.isArray(candidates) ? candidates.filter((id) => typeof id === "string") : [];
};

interface AttemptRow {
  state: string;
  sentAt: Date;
  detail: Prisma.JsonValue | null;
}

/** What a person is told of a request whose answer was lost; null when no attempt of it is uncertain. */
export function describeDoubt(attempts: readonly AttemptRow[]): DoubtView | null {
  const attempt = attempts.findLast(({ state }) => state === "uncertain");
  if (!attempt) return null;
  const detail = readDetail(attempt.detail);
  const lastLook = (["seen", "blind", "unread"] as const).find((known) => known === detail["lastLook"]) ?? null;
  return {
    lostBy: lostByOf(detail),
    httpStatus: typeof detail["httpStatus"] === "number" ? detail["httpStatus"] : null,
    sentAt: attempt.sentAt.toISOString(),
    looks: Number(detail["looks"] ?? 0),
    lastLook,
    candidates: candidatesOf(detail).length,
  };
}

/** An answer that failed left its kind; a worker that died left nothing. */
function lostByOf(detail: AttemptDetail): LostBy {
  if (detail["isForeign"] === true) return "copy";
  switch (detail["kind"]) {
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
