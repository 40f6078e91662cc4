import { z } from "zod";
import { INPUT_ROLES, MEDIA_KINDS } from "@/lib/models/catalog";
import { draftSchema } from "../schema";

/** What the composer holds, with files that are still on their way: those have no id, and still have a number. */
export const previewDraftSchema = draftSchema.omit({ inputs: true }).extend({
  inputs: z.array(z.object({ role: z.enum(INPUT_ROLES), kind: z.enum(MEDIA_KINDS), assetId: z.uuid().nullable() })).max(60),
});
export type PreviewDraftInput = z.infer<typeof previewDraftSchema>;
