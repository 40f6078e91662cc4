import { z } from "zod";
import { INPUT_ROLES, MAX_INPUTS, MEDIA_KINDS } from "@/lib/models/catalog";
import { recipeSchema } from "@/lib/recipes/recipe";

/** What the composer holds, with files that are still on their way: those have no id, and still have a number. */
export const previewDraftSchema = z.object({
  recipe: recipeSchema,
  inputs: z.array(z.object({ role: z.enum(INPUT_ROLES), kind: z.enum(MEDIA_KINDS), assetId: z.uuid().nullable() })).max(MAX_INPUTS),
});
export type PreviewDraftInput = z.infer<typeof previewDraftSchema>;
