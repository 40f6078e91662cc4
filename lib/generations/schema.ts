import { z } from "zod";
import { INPUT_ROLES, MAX_INPUTS } from "@/lib/models/catalog";
import { recipeSchema } from "@/lib/recipes/recipe";

/** What the composer holds and what Generate sends. Only its shape is checked here. */
export const draftSchema = z.object({
  recipe: recipeSchema,
  /** Everything in the composer, also what the present mode cannot use: that is parked, never dropped. */
  inputs: z.array(z.object({ role: z.enum(INPUT_ROLES), assetId: z.uuid() })).max(MAX_INPUTS),
});
export type Draft = z.infer<typeof draftSchema>;

/** The id of the generation that a press makes, made by whoever presses: sent twice, it never makes a second one. */
const pressedId = z.uuidv7();

export const submitSchema = z.object({
  id: pressedId,
  projectId: z.uuid(),
  draft: draftSchema,
  /** The generation whose recipe was taken over, as far as the composer knows. */
  madeFromId: z.uuid().optional(),
});
export type SubmitInput = z.infer<typeof submitSchema>;

export const generationIdSchema = z.object({ id: z.uuid() });
export type GenerationIdInput = z.infer<typeof generationIdSchema>;

export const retrySchema = z.object({
  id: z.uuid(),
  asId: pressedId,
  /** What is changed against the first time; everything else is the same again. */
  changes: recipeSchema.pick({ sound: true, durationSeconds: true, seed: true, resolution: true }).partial().optional(),
});
export type RetryInput = z.infer<typeof retrySchema>;

export const linkTaskSchema = z.object({ id: z.uuid(), taskId: z.string().regex(/^[A-Za-z0-9_-]{1,200}$/) });
export type LinkTaskInput = z.infer<typeof linkTaskSchema>;

export const submitAgainSchema = z.object({ id: z.uuid(), asId: pressedId, mayChargeTwice: z.literal(true) });
export type SubmitAgainInput = z.infer<typeof submitAgainSchema>;
