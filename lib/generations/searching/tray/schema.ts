import { z } from "zod";

export const unclaimedIdSchema = z.object({ id: z.uuid() });
export type UnclaimedIdInput = z.infer<typeof unclaimedIdSchema>;

export const assignUnclaimedSchema = z.object({ id: z.uuid(), generationId: z.uuid() });
export type AssignUnclaimedInput = z.infer<typeof assignUnclaimedSchema>;

export const keepUnclaimedSchema = z.object({ id: z.uuid(), projectId: z.uuid() });
export type KeepUnclaimedInput = z.infer<typeof keepUnclaimedSchema>;
