import { z } from "zod";

export const signSchema = z.object({
  /** The project's slug. */
  project: z.string(),
  /** The key of the page, made by itself. */
  page: z.uuid(),
  /** The clip that is open in its viewer. */
  clip: z.uuid().optional(),
  /** It is being left. */
  left: z.literal("1").optional(),
});
export type SignInput = z.output<typeof signSchema>;
