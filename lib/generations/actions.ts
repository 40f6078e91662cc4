"use server";

import { teamAction } from "@/lib/access/team-action";
import { cancelGeneration } from "./cancel-generation";
import { deleteGeneration, restoreGeneration } from "./delete-generation";
import { retryGeneration } from "./retry-generation";
import { generationIdSchema, retrySchema, submitSchema } from "./schema";
import { submitGeneration } from "./submit-generation";

export const submitGenerationAction = teamAction("generations.create", submitSchema, submitGeneration);
export const retryGenerationAction = teamAction("generations.create", retrySchema, retryGeneration);
export const cancelGenerationAction = teamAction("generations.cancel", generationIdSchema, cancelGeneration);
export const deleteGenerationAction = teamAction("generations.delete", generationIdSchema, deleteGeneration);
export const restoreGenerationAction = teamAction("generations.delete", generationIdSchema, restoreGeneration);
