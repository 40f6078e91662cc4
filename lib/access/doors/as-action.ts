import { headers } from "next/headers";
import { unstable_rethrow } from "next/navigation";
import type { z } from "zod";
import { getLocale } from "@/lib/i18n/request";
import { traced } from "@/lib/platform/tracing";
import { AppError } from "@/lib/shared/errors";
import type { ActionResult } from "@/lib/shared/result";
import { findActorBySlug } from "../callers/actor-for";
import { requireInSight } from "../callers/in-sight";
import { cameFrom } from "../came-from";
import { clientNetwork } from "../client-address";
import { getCurrentUser } from "../callers/current-user";
import type { Operation } from "../operation";
import { may, type Permission } from "../permissions";
import { toActionError } from "./action-error";
import { assertOwnOrigin } from "./own-origin";
import { parseInput } from "./parse-input";

/**
 * The door of every write: an operation as a server action. It knows who is calling, whether they may, and that the
 * input has its shape, before anything runs. Refusals and bugs come back as data, never as a thrown error.
 */
export function asAction<S extends z.ZodType, T>(operation: Operation<Permission, S, T>) {
  return async (teamSlug: string, input: z.input<S>): Promise<ActionResult<T>> =>
    answer(async () => {
      const user = await getCurrentUser();
      if (!user) throw new AppError("not-signed-in");
      // What arrives here was typed by our own compiler, but sent by anybody.
      const member = typeof teamSlug === "string" ? await findActorBySlug(user.id, teamSlug) : null;
      if (!member) throw new AppError("not-found");
      if (!may(member.actor, operation.permission)) throw new AppError("not-allowed");
      const asked = parseInput(operation.input, input);
      await requireInSight(member.actor, asked);
      return traced(operation.name, {}, () => operation.run(member.actor, asked));
    });
}

/** The same for what concerns a person rather than a team. */
export function asPersonAction<S extends z.ZodType, T>(operation: Operation<"person", S, T>) {
  return async (input: z.input<S>): Promise<ActionResult<T>> =>
    answer(async () => {
      const user = await getCurrentUser();
      if (!user) throw new AppError("not-signed-in");
      const asked = parseInput(operation.input, input);
      return traced(operation.name, {}, () => operation.run(user, asked));
    });
}

/** The same for people who are not signed in: signing up and in, accepting an invitation. */
export function asPublicAction<S extends z.ZodType, T>(operation: Operation<"anyone", S, T>) {
  return async (input: z.input<S>): Promise<ActionResult<T>> =>
    answer(async () => {
      const came = await headers();
      const visitor = { network: clientNetwork(came), locale: await getLocale(), userAgent: came.get("user-agent") };
      const asked = parseInput(operation.input, input);
      return traced(operation.name, {}, () => operation.run(visitor, asked));
    });
}

/** Runs what stands behind a door for a page of ours, and turns whatever is thrown into an answer. */
async function answer<T>(run: () => Promise<T>): Promise<ActionResult<T>> {
  try {
    // Next compares hosts only, and lets a request without an Origin pass.
    const came = await headers();
    assertOwnOrigin(came, "POST");
    return { ok: true, data: await cameFrom(clientNetwork(came), run) };
  } catch (error) {
    // Next steers redirects and not-found pages by throwing.
    unstable_rethrow(error);
    return { ok: false, error: toActionError(error) };
  }
}
