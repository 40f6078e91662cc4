import { z } from "zod";
import { displayName } from "@/lib/access/identity/display-name";

/** Base64url, as browsers write bytes; what a passkey says is small. */
const bytes = z
  .string()
  .max(20_000)
  .regex(/^[\w-]*$/);
/** None was asked for. */
const noExtensions = z.unknown().transform(() => ({}));
const answer = { id: bytes.min(1).max(1400), rawId: bytes, type: z.literal("public-key"), clientExtensionResults: noExtensions };

const newPasskeyAnswer = z.object({
  ...answer,
  response: z.object({
    clientDataJSON: bytes,
    attestationObject: bytes,
    // Of no use but to be told back to the browser.
    transports: z.array(z.string().max(30)).max(10).optional(),
  }),
});
export type NewPasskeyAnswer = z.output<typeof newPasskeyAnswer>;
export const addPasskeySchema = z.object({ answer: newPasskeyAnswer });

const passkeyAnswer = z.object({
  ...answer,
  response: z.object({ clientDataJSON: bytes, authenticatorData: bytes, signature: bytes, userHandle: bytes.optional() }),
});
export type PasskeyAnswer = z.output<typeof passkeyAnswer>;
export const usePasskeySchema = z.object({ answer: passkeyAnswer });

export const renamePasskeySchema = z.object({ id: z.uuid(), name: displayName(60) });
