import { z } from "zod";

export const markSeenSchema = z.object({ id: z.uuid() });
export type MarkSeenInput = z.infer<typeof markSeenSchema>;
