import { z } from "zod";
import { displayName } from "@/lib/access/identity/display-name";
import { idSchema } from "@/lib/shared/inputs";

export const verifyPersonSchema = z.object({ name: displayName(60) });
export type VerifyPersonInput = z.infer<typeof verifyPersonSchema>;

export const linkPersonSchema = idSchema.extend({ personId: z.uuid() });
export type LinkPersonInput = z.infer<typeof linkPersonSchema>;
