import { z } from "zod";
import { charactersOf, MAX_LIST_CHARACTERS, MAX_SHOTS } from "./shot";

/** A list of shots as a draft keeps it, finished or not: what stands against it is asked when it is used. */
export const shotListSchema = z.object({
  rows: z
    .array(z.object({ id: z.string().max(64), action: z.string(), camera: z.string(), dialogue: z.string(), seconds: z.string().max(100) }))
    .max(MAX_SHOTS)
    .refine((rows) => charactersOf(rows) <= MAX_LIST_CHARACTERS, "too-long"),
  put: z.string().max(MAX_LIST_CHARACTERS).optional(),
});
