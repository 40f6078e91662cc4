import { z } from "zod";

/** As apps show them, with a space in the middle, or without. */
const sixDigits = z
  .string()
  .max(100)
  .transform((text) => text.replace(/\s/gu, ""))
  .pipe(z.string().min(1));

export const confirmAuthenticatorSchema = z.object({ code: sixDigits });

export const enterCodeSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("authenticator"), code: sixDigits }),
  z.object({ kind: z.literal("recovery"), code: z.string().trim().min(1).max(100) }),
]);
export type EnterCodeInput = z.output<typeof enterCodeSchema>;

export const proveByPasswordSchema = z.object({ password: z.string().min(1).max(1000) });
