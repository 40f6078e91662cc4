import { z } from "zod";

/** Which of the waiting clips are meant: one's own, everybody's, for whoever manages the queue, or those of one press. */
export const whoseSchema = z.union([
  z.object({ whose: z.enum(["mine", "all"]) }),
  z.object({ whose: z.literal("press"), pressId: z.uuid() }),
]);
export type WhoseInput = z.infer<typeof whoseSchema>;
