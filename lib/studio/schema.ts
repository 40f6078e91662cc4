import { z } from "zod";

/** `anyway`: also when the provider's list has not been looked through yet. */
export const releaseHoldSchema = z.object({ anyway: z.boolean().default(false) });
export type ReleaseHoldInput = z.output<typeof releaseHoldSchema>;

export const nothingSchema = z.object({});
