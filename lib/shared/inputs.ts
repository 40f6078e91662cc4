import { z } from "zod";

/** What an operation takes that is about one row. */
export const idSchema = z.object({ id: z.uuid() });
export type IdInput = z.output<typeof idSchema>;

/** What an operation takes that needs no more than to be called. */
export const nothingSchema = z.object({});
