import { z } from "zod";
import { idSchema } from "@/lib/shared/inputs";

export const assignUnclaimedSchema = idSchema.extend({ generationId: z.uuid() });
export type AssignUnclaimedInput = z.infer<typeof assignUnclaimedSchema>;

export const keepUnclaimedSchema = idSchema.extend({ projectId: z.uuid() });
export type KeepUnclaimedInput = z.infer<typeof keepUnclaimedSchema>;
