import type { Generation } from "@/lib/platform/db/generated/client";
import type { Actor } from "@/lib/access/callers/actor";
import { type Permission, roleMay } from "@/lib/access/permissions";
import { type GenerationStatus, isFailed, isFinal } from "./lifecycle";
import type { CardView, Charged, FailureParty, WhyLeftOut } from "./view";

/** The columns of a row that decide what may be done with it; `apiStyle` is null until it was sent. */
export type GenerationFacts = Pick<Generation, "createdById" | "status" | "apiStyle" | "deletedAt">;

/** Who asks: all of an actor that decides here, and all of it that a page knows. */
export type Person = Pick<Actor, "userId" | "role">;

/** A creator answers for what they made; whoever may manage all for everybody's. */
const answersFor = (actor: Person, row: GenerationFacts, all: Permission = "generations.manageAll"): boolean =>
  roleMay(actor.role, all) || row.createdById === actor.userId;

/**
 * Whether stopping it can still spare its cost: before it was sent always, at the provider only while it is
 * queued there, and only the native surface can be asked. Once it runs nobody can stop it, so nothing offers to.
 */
export function canCancel(actor: Person, row: GenerationFacts): boolean {
  if (!roleMay(actor.role, "generations.cancel") || !answersFor(actor, row) || row.deletedAt !== null) return false;
  return row.status === "waiting" || (row.status === "queued" && row.apiStyle === "native");
}

/** Only what is over can be thrown away: an open one would go on, and cost, out of sight. */
export function canDelete(actor: Person, row: GenerationFacts): boolean {
  return roleMay(actor.role, "generations.delete") && answersFor(actor, row) && isFinal(row.status) && row.deletedAt === null;
}

/** The undo of a deletion, by whoever could delete it. */
export function canRestore(actor: Person, row: GenerationFacts): boolean {
  return roleMay(actor.role, "generations.delete") && answersFor(actor, row) && row.deletedAt !== null;
}

/** Making a new generation from one that ended without a clip; anybody who may create may do that. */
export function canRetry(actor: Person, row: GenerationFacts): boolean {
  return roleMay(actor.role, "generations.create") && isFailed(row.status) && row.deletedAt === null;
}

/** What has to be known of one that several are tried again with. */
interface Ending {
  status: GenerationStatus;
  party: FailureParty;
  charged: Charged;
  /** Whether the very same request may end otherwise. */
  helpsAsItIs: boolean;
  isRetried: boolean;
}

/**
 * Why this one is not sent again with the others; null where it is. Whatever may have been charged, whatever was tried
 * again before, and what a person took out themselves, is a person's decision of its own.
 */
export function whyLeftOut({ status, party, charged, helpsAsItIs, isRetried }: Ending): WhyLeftOut | null {
  if (status === "uncertain" || status === "ready" || status === "cancelled") return status;
  if (!isFailed(status)) return "open";
  if (isRetried) return "retried";
  if (charged !== "no") return "charged";
  if (helpsAsItIs) return null;
  return party === "account" ? "account" : "asItIs";
}

/** Whether "Retry what failed" sends this one again too, as far as its card knows. */
export const goesAgain = ({ status, failure }: Pick<CardView, "status" | "failure">): boolean =>
  failure !== undefined &&
  whyLeftOut({ ...failure, status, helpsAsItIs: failure.remedies.includes("retry"), isRetried: failure.isRetried ?? false }) === null;

/** Deciding what to do about a lost answer: it may pay twice, so it is theirs who pay the first time. */
export function canResolve(actor: Person, row: GenerationFacts): boolean {
  return (
    roleMay(actor.role, "generations.resolve") &&
    answersFor(actor, row, "generations.resolveAll") &&
    row.status === "uncertain" &&
    row.deletedAt === null
  );
}

/** Moving it to another project: what is not over has room set aside, and limits that hold, where it was asked for. */
export function canMove(actor: Person, row: GenerationFacts): boolean {
  return roleMay(actor.role, "generations.mark") && isFinal(row.status) && row.deletedAt === null;
}

/** What of all this a person may do with a card; what is shown is not deleted. */
export function actionsOn(person: Person, { author, status, progress }: Pick<CardView, "author" | "status" | "progress">) {
  const row = { createdById: author.id, status, apiStyle: progress?.apiStyle ?? null, deletedAt: null };
  return { cancel: canCancel(person, row), delete: canDelete(person, row), retry: canRetry(person, row), resolve: canResolve(person, row) };
}
