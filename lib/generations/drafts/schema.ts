import { z } from "zod";
import { draftSchema } from "../schema";

/** `version`: what the draft builds on; 0 when nothing was there. */
export const saveDraftSchema = z.object({ projectId: z.uuid(), draft: draftSchema, version: z.int().min(0) });
export type SaveDraftInput = z.infer<typeof saveDraftSchema>;
