import { z } from "zod";
import { idSchema } from "@/lib/shared/inputs";
import { isVisible } from "@/lib/shared/visible";
import { VERDICTS } from "../view";
import { COMMENT_MAX_LENGTH, INKS, MOST_COMPARED, STROKE_MOST_POINTS } from "./limits";

/** Of one clip, replies too. All of them are told at once. */
export const MOST_COMMENTS = 500;
const MOST_STROKES = 100;
/** Of all strokes together: 60 kB of JSON. */
const MOST_POINTS_OF_ALL = 4_000;
/** A 1/10,000 of the picture is less than a pixel of 8k. */
const part = z
  .number()
  .min(0)
  .max(1)
  .transform((value) => Math.round(value * 10_000) / 10_000);

/** Lines over the picture; each point is a part of its width and of its height. */
export const drawingSchema = z
  .array(
    z.object({
      ink: z.enum(INKS),
      points: z
        .array(z.tuple([part, part]))
        .min(1)
        .max(STROKE_MOST_POINTS),
    }),
  )
  .min(1)
  .max(MOST_STROKES)
  .refine((strokes) => strokes.reduce((sum, { points }) => sum + points.length, 0) <= MOST_POINTS_OF_ALL, {
    params: { code: "drawingTooLarge" },
  });
export type Drawing = z.output<typeof drawingSchema>;

const frame = z.int().min(0).max(1_000_000);

const text = z
  .string()
  .max(100_000)
  .transform((words) => words.normalize("NFC").trim())
  .pipe(
    z
      .string()
      .refine(isVisible, { params: { code: "required" } })
      .refine((words) => [...words].length <= COMMENT_MAX_LENGTH, { params: { code: "tooLong", values: { max: COMMENT_MAX_LENGTH } } }),
  );

export const commentSchema = idSchema.extend({
  generationId: z.uuid(),
  /** What it replies to; a reply is about whatever that is about. */
  parentId: z.uuid().nullable().default(null),
  text,
  /** The first and the last frame that it is about, counted from 0; null: the whole clip. */
  frames: z
    .object({ from: frame, to: frame })
    .refine(({ from, to }) => from <= to, { params: { code: "invalid" } })
    .nullable()
    .default(null),
  drawing: drawingSchema.nullable().default(null),
});
export type CommentInput = z.output<typeof commentSchema>;

export const editCommentSchema = idSchema.extend({ text });
export type EditCommentInput = z.output<typeof editCommentSchema>;

export const resolveCommentSchema = idSchema.extend({ isResolved: z.boolean() });
export type ResolveCommentInput = z.output<typeof resolveCommentSchema>;

/** What one person says of a clip; null takes it back. */
export const decideSchema = idSchema.extend({ verdict: z.enum(VERDICTS).nullable() });
export type DecideInput = z.output<typeof decideSchema>;

/** Whose word it is. */
export const dismissSchema = idSchema.extend({ userId: z.uuid() });
export type DismissInput = z.output<typeof dismissSchema>;

export const lockSchema = idSchema.extend({ isLocked: z.boolean() });
export type LockInput = z.output<typeof lockSchema>;

const compared = z
  .array(z.uuid())
  .min(2)
  .max(MOST_COMPARED)
  .refine((ids) => new Set(ids).size === ids.length);
/** As they stand in an address. */
export const votesSchema = z.object({
  clips: z
    .string()
    .transform((ids) => ids.split(","))
    .pipe(compared),
});

export const voteSchema = z.object({ clips: compared, choice: z.uuid() }).refine(({ clips, choice }) => clips.includes(choice));
export type VoteInput = z.output<typeof voteSchema>;

/** More than anybody waits for. */
export const MOST_REVIEWERS = 20;

export const planReviewSchema = idSchema.extend({
  reviewers: z
    .array(z.uuid())
    .max(MOST_REVIEWERS)
    .transform((all) => [...new Set(all)]),
  /** The last day, wherever somebody is; null: there is no hurry. */
  dueOn: z.iso
    .date()
    .refine((day) => !day.startsWith("0000"), { params: { code: "invalid" } })
    .nullable(),
});
export type PlanReviewInput = z.output<typeof planReviewSchema>;
