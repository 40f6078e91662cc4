import type { z } from "zod";
import type { Actor, Visitor } from "./callers/actor";
import type { SessionUser } from "./identity/sessions";
import type { Permission } from "./permissions";

/** Who may come through a door: anyone at all, a person who is signed in, or a member whose role has the permission. */
export type Access = "anyone" | "person" | Permission;

/** What every way in declares, whatever it answers with. The names are those of the list in lib/operations.ts. */
export interface Door<A extends Access = Access> {
  name: string;
  permission: A;
}

type CallerOf<A extends Access> = A extends "anyone" ? Visitor : A extends "person" ? SessionUser : Actor;

/** One thing that the studio can be asked for: who may, what it takes, and what does it. */
export interface Operation<A extends Access, S extends z.ZodType, T> extends Door<A> {
  input: S;
  run: (caller: CallerOf<A>, input: z.output<S>) => Promise<T>;
}

/**
 * An operation as a value. Server actions (`asAction`) and routes (`asRoute`) are made from it, and lib/operations.ts
 * lists them all, which is what the authorisation test reads.
 */
export const operation = <A extends Access, S extends z.ZodType, T>(value: Operation<A, S, T>): Operation<A, S, T> => value;

/** A way in that answers with bytes or a stream: its route does the work, and this says who may. */
export const door = <A extends Access>(value: Door<A>): Door<A> => value;
