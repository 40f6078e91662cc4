import { z } from "zod";
import { INPUT_ROLES, MODES, PROMPT_LIMITS, RATIOS, RESOLUTIONS, SEED_RANGE } from "@/lib/models/catalog";

/** As many files as a draft holds, parked ones too. */
export const MAX_INPUTS = 60;

/**
 * What the composer holds and what Generate sends. This checks shapes only; what a model and mode allow is
 * checked by lib/models/request.ts, from the catalogue, in the form and again on the server.
 */
export const draftSchema = z.object({
  mode: z.enum(MODES),
  model: z.string().max(64),
  prompt: z.string().refine((text) => [...text].length <= PROMPT_LIMITS.maxCodePoints, "too-long"),
  resolution: z.enum(RESOLUTIONS),
  ratio: z.enum(RATIOS),
  durationSeconds: z.int().min(1).max(60).nullable(),
  seed: z.int().min(SEED_RANGE.min).max(SEED_RANGE.max).nullable(),
  sound: z.boolean(),
  watermark: z.boolean(),
  returnLastFrame: z.boolean(),
  /** Everything in the composer, also what the present mode cannot use: that is parked, never dropped. */
  inputs: z.array(z.object({ role: z.enum(INPUT_ROLES), assetId: z.uuid() })).max(MAX_INPUTS),
});
export type Draft = z.infer<typeof draftSchema>;

export const submitSchema = z.object({
  projectId: z.uuid(),
  /** Made once per press of Generate: the same key never makes a second generation. */
  idempotencyKey: z.uuid(),
  draft: draftSchema,
});
export type SubmitInput = z.infer<typeof submitSchema>;

export const generationIdSchema = z.object({ id: z.uuid() });
export type GenerationIdInput = z.infer<typeof generationIdSchema>;

export const retrySchema = z.object({
  id: z.uuid(),
  idempotencyKey: z.uuid(),
  /** What is changed against the first time; everything else is the same again. */
  changes: draftSchema.pick({ sound: true, durationSeconds: true, seed: true, resolution: true }).partial().optional(),
});
export type RetryInput = z.infer<typeof retrySchema>;

export const linkTaskSchema = z.object({ id: z.uuid(), taskId: z.string().regex(/^[A-Za-z0-9_-]{1,200}$/) });
export type LinkTaskInput = z.infer<typeof linkTaskSchema>;

export const submitAgainSchema = z.object({ id: z.uuid(), idempotencyKey: z.uuid(), mayChargeTwice: z.literal(true) });
export type SubmitAgainInput = z.infer<typeof submitAgainSchema>;
