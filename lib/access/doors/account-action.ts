import { headers } from "next/headers";
import type { z } from "zod";
import type { Locale } from "@/lib/i18n/config";
import { getLocale } from "@/lib/i18n/request";
import { AppError } from "@/lib/shared/errors";
import type { ActionResult } from "@/lib/shared/result";
import { clientNetwork } from "../callers/client-address";
import { getCurrentUser, type CurrentUser } from "../callers/current-user";
import { parseInput } from "./parse-input";
import { answer } from "./team-action";

/** Somebody of whom only this is known. */
export interface Visitor {
  /** Where the request came from, as failures are counted; see client-address.ts. */
  network: string;
  locale: Locale;
}

/** The door for people who are not signed in: signing up and in, accepting an invitation. */
export function publicAction<S extends z.ZodType, T>(
  schema: S,
  useCase: (input: z.output<S>, visitor: Visitor) => Promise<T>,
): (input: z.input<S>) => Promise<ActionResult<T>> {
  return async (input) =>
    answer(async () => {
      const visitor = { network: clientNetwork(await headers()), locale: await getLocale() };
      return useCase(parseInput(schema, input), visitor);
    });
}

/** The door for what concerns a person rather than a team. */
export function userAction<S extends z.ZodType, T>(
  schema: S,
  useCase: (user: CurrentUser, input: z.output<S>) => Promise<T>,
): (input: z.input<S>) => Promise<ActionResult<T>> {
  return async (input) =>
    answer(async () => {
      const user = await getCurrentUser();
      if (!user) throw new AppError("not-signed-in");
      return useCase(user, parseInput(schema, input));
    });
}
