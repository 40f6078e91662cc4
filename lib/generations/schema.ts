import { z } from "zod";
import { INPUT_ROLES, MAX_INPUTS } from "@/lib/models/catalog";
import { recipeSchema } from "@/lib/recipes/recipe";
import { shotListSchema } from "@/lib/recipes/shots/schema";
import { MAX_TAKES } from "@/lib/recipes/takes";
import { MAX_ROWS } from "@/lib/recipes/table/columns";

/** What the composer holds and what Generate sends. Only its shape is checked here. */
export const draftSchema = z.object({
  recipe: recipeSchema,
  /** Everything in the composer, also what the present mode cannot use: that is parked, never dropped. */
  inputs: z
    .array(
      z.object({
        role: z.enum(INPUT_ROLES),
        assetId: z.uuid(),
        /** The element that it came with, as it was when it was chosen. */
        elementVersionId: z.uuid().optional(),
      }),
    )
    .max(MAX_INPUTS),
  /** The generation whose recipe was taken over, as far as is known. */
  madeFromId: z.uuid().optional(),
  /** What stands before its prompt is its own, or nothing; else it is what the project puts there now. */
  ownPreamble: z.literal(true).optional(),
  /** How many clips a press of Generate makes; one where it does not say. Each of them is a submission of its own. */
  takes: z.int().min(1).max(MAX_TAKES).optional(),
  /** The list of shots beside the prompt. Only the draft keeps it: what is sent is the prompt that it was put into. */
  shots: shotListSchema.optional(),
});
export type Draft = z.infer<typeof draftSchema>;

/** The id of the generation that a press makes, made by whoever presses: sent twice, it never makes a second one. */
const pressedId = z.uuidv7();

export const submitSchema = z.object({
  id: pressedId,
  projectId: z.uuid(),
  draft: draftSchema,
});
export type SubmitInput = z.infer<typeof submitSchema>;

/** What somebody has read that it may cost and said yes to, in millionths of a US dollar; needed above a sum that was chosen. */
const agreed = z.int().min(0).optional();

/** One press, or several that are all taken or none: takes of one shot, or a list of shots. */
export const submitManySchema = z.object({ presses: z.array(submitSchema).min(1).max(MAX_ROWS), agreed });
export type SubmitManyInput = z.infer<typeof submitManySchema>;

/** Rows of a table, before anybody presses. */
export const checkBatchSchema = z.object({ projectId: z.uuid(), drafts: z.array(draftSchema).max(MAX_ROWS) });
export type CheckBatchInput = z.infer<typeof checkBatchSchema>;

export const generationIdSchema = z.object({ id: z.uuid() });
export type GenerationIdInput = z.infer<typeof generationIdSchema>;

export const retrySchema = z.object({
  id: z.uuid(),
  asId: pressedId,
  /** What is changed against the first time; everything else is the same again. */
  changes: recipeSchema.pick({ prompt: true, sound: true, durationSeconds: true, seed: true, resolution: true }).partial().optional(),
  /** Another was made from it already, and this is to be one more. */
  onceMore: z.literal(true).optional(),
  agreed,
});
export type RetryInput = z.infer<typeof retrySchema>;

/** Which are meant: some that were chosen, or all of one press. */
export const retrySetSchema = z.union([z.object({ ids: z.array(z.uuid()).min(1).max(MAX_ROWS) }), z.object({ pressId: z.uuid() })]);
export type RetrySetInput = z.infer<typeof retrySetSchema>;

export const retryManySchema = z.object({
  retries: z
    .array(z.object({ id: z.uuid(), asId: pressedId }))
    .min(1)
    .max(MAX_ROWS),
  /** Those whose sound was refused go without it. */
  withoutSound: z.boolean().default(false),
  agreed,
});
export type RetryManyInput = z.input<typeof retryManySchema>;

export const linkTaskSchema = z.object({ id: z.uuid(), taskId: z.string().regex(/^[A-Za-z0-9_-]{1,200}$/) });
export type LinkTaskInput = z.infer<typeof linkTaskSchema>;

export const submitAgainSchema = z.object({ id: z.uuid(), asId: pressedId, mayChargeTwice: z.literal(true), agreed });
export type SubmitAgainInput = z.infer<typeof submitAgainSchema>;
