import type { Actor } from "@/lib/access/callers/actor";
import { roleMay } from "@/lib/access/permissions";
import { type GenerationStatus, isFailed, isFinal } from "./lifecycle";
import type { CardView } from "./view";

/** The columns of a row that decide what may be done with it. */
export interface GenerationFacts {
  createdById: string;
  status: GenerationStatus;
  /** The surface it was sent through; null until it was sent. */
  apiStyle: string | null;
  deletedAt: Date | null;
}

/** Who asks: all of an actor that decides here, and all of it that a page knows. */
export type Person = Pick<Actor, "userId" | "role">;

/** A creator answers for what they made; an owner for everybody's. */
const answersFor = (actor: Person, row: GenerationFacts): boolean => actor.role === "owner" || row.createdById === actor.userId;

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

/** Deciding what to do about a lost answer: it may pay twice, so it is theirs who pay the first time. */
export function canResolve(actor: Person, row: GenerationFacts): boolean {
  return roleMay(actor.role, "generations.resolve") && answersFor(actor, row) && row.status === "uncertain" && row.deletedAt === null;
}

/** What of all this a person may do with a card; what is shown is not deleted. */
export function actionsOn(person: Person, { author, status, progress }: Pick<CardView, "author" | "status" | "progress">) {
  const row = { createdById: author.id, status, apiStyle: progress?.apiStyle ?? null, deletedAt: null };
  return { cancel: canCancel(person, row), delete: canDelete(person, row), retry: canRetry(person, row), resolve: canResolve(person, row) };
}
