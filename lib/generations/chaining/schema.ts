import { z } from "zod";

/** More frames than any clip has. */
const MOST_FRAMES = 100_000;

/** Of which clip, and what: one of its frames, counted from 0, its last one, or all of it. */
export const asInputSchema = z.object({
  id: z.uuid(),
  part: z.union([z.int().min(0).max(MOST_FRAMES), z.enum(["last", "whole"])]),
});
export type AsInputInput = z.infer<typeof asInputSchema>;
