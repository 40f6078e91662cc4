"use server";

import { teamAction } from "@/lib/access/doors/team-action";
import { cancelGeneration } from "./asking/cancel";
import { deleteGeneration, restoreGeneration } from "./asking/delete";
import { checkAgain, linkTask, submitAgain } from "./asking/resolve-uncertain";
import { retryGeneration } from "./asking/retry";
import { generationIdSchema, linkTaskSchema, retrySchema, submitAgainSchema, submitSchema } from "./schema";
import { submitGeneration } from "./asking/submit";

export const submitGenerationAction = teamAction("generations.create", submitSchema, submitGeneration);
export const retryGenerationAction = teamAction("generations.create", retrySchema, retryGeneration);
export const cancelGenerationAction = teamAction("generations.cancel", generationIdSchema, cancelGeneration);
export const deleteGenerationAction = teamAction("generations.delete", generationIdSchema, deleteGeneration);
export const restoreGenerationAction = teamAction("generations.delete", generationIdSchema, restoreGeneration);
export const checkAgainAction = teamAction("generations.resolve", generationIdSchema, checkAgain);
export const linkTaskAction = teamAction("generations.resolve", linkTaskSchema, linkTask);
export const submitAgainAction = teamAction("generations.resolve", submitAgainSchema, submitAgain);
