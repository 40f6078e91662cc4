import { unstable_rethrow } from "next/navigation";
import type { z } from "zod";
import { AppError } from "@/lib/shared/errors";
import type { ActionResult } from "@/lib/shared/result";
import { toActionError } from "./action-error";
import type { Actor } from "../callers/actor";
import { findActorBySlug } from "../callers/actor-for";
import { getCurrentUser } from "../callers/current-user";
import { parseInput } from "./parse-input";
import { may, type Permission } from "../permissions";

/**
 * The door of every write: a server action that knows who is calling, whether they may, and that the input has its
 * shape, before the use case runs. Refusals and bugs come back as data, never as a thrown error. That the call came
 * from a page of ours is Next's own check: it compares Origin with Host before any action runs.
 */
export function teamAction<S extends z.ZodType, T>(
  permission: Permission,
  schema: S,
  useCase: (actor: Actor, input: z.output<S>) => Promise<T>,
): (teamSlug: string, input: z.input<S>) => Promise<ActionResult<T>> {
  return async (teamSlug, input) =>
    answer(async () => {
      const user = await getCurrentUser();
      if (!user) throw new AppError("not-signed-in");
      // What arrives here was typed by our own compiler, but sent by anybody.
      const member = typeof teamSlug === "string" ? await findActorBySlug(user.id, teamSlug) : null;
      if (!member) throw new AppError("not-found");
      if (!may(member.actor, permission)) throw new AppError("not-allowed");
      return useCase(member.actor, parseInput(schema, input));
    });
}

/** Runs what stands behind a door and turns whatever it throws into an answer. */
export async function answer<T>(run: () => Promise<T>): Promise<ActionResult<T>> {
  try {
    return { ok: true, data: await run() };
  } catch (error) {
    // Next steers redirects and not-found pages by throwing.
    unstable_rethrow(error);
    return { ok: false, error: toActionError(error) };
  }
}
