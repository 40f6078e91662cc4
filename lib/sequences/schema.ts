import { z } from "zod";
import { displayName } from "@/lib/access/identity/display-name";
import { MOST_AT_ONCE } from "@/lib/generations/marks/limits";
import { FIXED_RATIOS, FRAMES_PER_SECOND, RESOLUTIONS } from "@/lib/models/catalog";
import { idSchema } from "@/lib/shared/inputs";
import { isVisible } from "@/lib/shared/visible";
import { FITS, LONGEST_FADE_FRAMES, LONGEST_TITLE_SECONDS, MOST_ITEMS, TITLE_MAX_LENGTH } from "./limits";

const SEQUENCE_NAME_MAX_LENGTH = 80;
/** Five minutes: far beyond the longest clip. */
const LONGEST_CLIP_FRAMES = 300 * FRAMES_PER_SECOND;
const placed = z.object({
  id: z.uuid(),
  inFrame: z.int().min(0).max(LONGEST_CLIP_FRAMES),
  outFrame: z.int().min(1).max(LONGEST_CLIP_FRAMES),
  transitionFrames: z.int().min(0).max(LONGEST_FADE_FRAMES),
});
const isLong = ({ inFrame, outFrame }: { inFrame: number; outFrame: number }): boolean => outFrame > inFrame;

const clipSchema = placed.extend({ kind: z.literal("clip"), generationId: z.uuid() });
const titleSchema = placed.extend({
  kind: z.literal("title"),
  title: z
    .string()
    .transform((text) => text.replaceAll("\r\n", "\n").normalize("NFC").trim())
    .pipe(
      z
        .string()
        .max(TITLE_MAX_LENGTH)
        .refine(isVisible, { params: { code: "required" } }),
    ),
  inFrame: z.literal(0),
  outFrame: z
    .int()
    .min(1)
    .max(LONGEST_TITLE_SECONDS * FRAMES_PER_SECOND),
});

const itemSchema = z.discriminatedUnion("kind", [clipSchema, titleSchema]).refine(isLong);
export type ItemContent = z.output<typeof itemSchema>;

/** All that people change of a sequence. */
export const contentSchema = z.object({
  name: displayName(SEQUENCE_NAME_MAX_LENGTH),
  ratio: z.enum(FIXED_RATIOS),
  resolution: z.enum(RESOLUTIONS),
  fit: z.enum(FITS),
  isLevelled: z.boolean(),
  items: z
    .array(itemSchema)
    .max(MOST_ITEMS)
    .refine((items) => new Set(items.map(({ id }) => id)).size === items.length),
});
export type SequenceContent = z.output<typeof contentSchema>;

/** Clips that a new sequence is made of, or that one gets at its end. */
const clips = z
  .array(z.uuid())
  .max(Math.min(MOST_AT_ONCE, MOST_ITEMS))
  .transform((all) => [...new Set(all)]);

/** The key of a press is the id of its row: a press that is sent twice is one sequence. */
export const createSequenceSchema = z.object({ id: z.uuid(), projectId: z.uuid(), name: displayName(SEQUENCE_NAME_MAX_LENGTH), clips });
export type CreateSequenceInput = z.output<typeof createSequenceSchema>;

/** `version`: what the content builds on. */
export const saveSequenceSchema = idSchema.extend({ content: contentSchema, version: z.int().min(1) });
export type SaveSequenceInput = z.output<typeof saveSequenceSchema>;

/** `key`: that of the press, so that one that is sent twice adds each of its clips once. */
export const addClipsSchema = idSchema.extend({ key: z.uuid(), clips });
export type AddClipsInput = z.output<typeof addClipsSchema>;

/** `asId`: the key of the press. `version`: what was seen when it was made. */
export const exportSequenceSchema = idSchema.extend({ asId: z.uuid(), version: z.int().min(1) });
export type ExportSequenceInput = z.output<typeof exportSequenceSchema>;
