import { z } from "zod";
import { draftSchema } from "../schema";

export const saveDraftSchema = z.object({ projectId: z.uuid(), draft: draftSchema });
export type SaveDraftInput = z.infer<typeof saveDraftSchema>;
