import type { Actor } from "@/lib/access/callers/actor";
import { may } from "@/lib/access/permissions";
import { type GenerationStatus, isFailed, isFinal } from "./lifecycle";

/** The columns of a row that decide what may be done with it. */
export interface GenerationFacts {
  createdById: string;
  status: GenerationStatus;
  /** The surface it was sent through; null until it was sent. */
  apiStyle: string | null;
  deletedAt: Date | null;
}

/** A creator answers for what they made; an owner for everybody's. */
const answersFor = (actor: Actor, row: GenerationFacts): boolean => actor.role === "owner" || row.createdById === actor.userId;

/**
 * Whether stopping it can still spare its cost: before it was sent always, at the provider only while it is
 * queued there, and only the native surface can be asked. Once it runs nobody can stop it, so nothing offers to.
 */
export function canCancel(actor: Actor, row: GenerationFacts): boolean {
  if (!may(actor, "generations.cancel") || !answersFor(actor, row) || row.deletedAt !== null) return false;
  return row.status === "waiting" || (row.status === "queued" && row.apiStyle === "native");
}

/** Only what is over can be thrown away: an open one would go on, and cost, out of sight. */
export function canDelete(actor: Actor, row: GenerationFacts): boolean {
  return may(actor, "generations.delete") && answersFor(actor, row) && isFinal(row.status) && row.deletedAt === null;
}

/** The undo of a deletion, by whoever could delete it. */
export function canRestore(actor: Actor, row: GenerationFacts): boolean {
  return may(actor, "generations.delete") && answersFor(actor, row) && row.deletedAt !== null;
}

/** Making a new generation from one that ended without a clip; anybody who may create may do that. */
export function canRetry(actor: Actor, row: GenerationFacts): boolean {
  return may(actor, "generations.create") && isFailed(row.status) && row.deletedAt === null;
}

/** Deciding what to do about a lost answer: it may pay twice, so it is theirs who pay the first time. */
export function canResolve(actor: Actor, row: GenerationFacts): boolean {
  return may(actor, "generations.resolve") && answersFor(actor, row) && row.status === "uncertain" && row.deletedAt === null;
}
