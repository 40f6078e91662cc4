import { z } from "zod";
import { PICTURE_RATIOS } from "@/lib/models/pictures";
import { idSchema } from "@/lib/shared/inputs";
import { isVisible } from "@/lib/shared/visible";

/** The model takes 600 English words. */
export const LONGEST_PICTURE_PROMPT = 2_000;

export const askPictureSchema = idSchema.extend({
  projectId: z.uuid(),
  prompt: z
    .string()
    .trim()
    .max(100_000)
    .refine(isVisible, { params: { code: "required" } })
    .refine((text) => [...text].length <= LONGEST_PICTURE_PROMPT, { params: { code: "tooLong", values: { max: LONGEST_PICTURE_PROMPT } } }),
  ratio: z.enum(PICTURE_RATIOS),
  /** The sum that was read and agreed to, in millionths of a US dollar. */
  agreed: z.int().min(0).optional(),
});
export type AskPictureInput = z.output<typeof askPictureSchema>;
