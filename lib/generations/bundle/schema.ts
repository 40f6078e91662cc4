import { z } from "zod";
import { displayName } from "@/lib/access/identity/display-name";
import { EDIT_FORMATS } from "@/lib/handover/edit";
import { FRAMES_PER_SECOND } from "@/lib/models/catalog";
import { idsSchema } from "../marks/schema";
import { DEFAULT_TEMPLATE, TEMPLATE_MAX_LENGTH } from "./file-names";

const LONGEST_NAME = 200;
const LONGEST_TITLE = 1000;
/** More than a screen has. */
const MOST_PIXELS = 16_384;
/** An edit decision list counts its events in three digits. */
const MOST_PARTS = 999;
/** A day of film: longer than any edit, and short enough for every timecode. */
const frames = z
  .int()
  .min(0)
  .max(24 * 3600 * FRAMES_PER_SECOND - 1);
const part = { frames: frames.min(1), overlap: frames.default(0) };

const editSchema = z.object({
  name: displayName(LONGEST_NAME),
  width: z.int().min(1).max(MOST_PIXELS),
  height: z.int().min(1).max(MOST_PIXELS),
  parts: z
    .array(
      z.discriminatedUnion("kind", [
        z.object({ kind: z.literal("clip"), id: z.uuid(), from: frames.default(0), ...part }),
        z.object({ kind: z.literal("title"), text: z.string().max(LONGEST_TITLE), ...part }),
      ]),
    )
    .min(1)
    .max(MOST_PARTS),
});
export type BundleEdit = z.output<typeof editSchema>;

/** Which clips are downloaded as one file, and how they are called in it. */
export const bundleSchema = idsSchema.extend({
  template: z.string().max(TEMPLATE_MAX_LENGTH).default(DEFAULT_TEMPLATE),
  /** Also what they were made from. */
  withInputs: z.boolean().default(false),
  /** Also a timeline of them in each format that editing software reads. */
  withTimelines: z.boolean().default(false),
  /** What they are cut to; left out: whole and end to end, as they were asked for. */
  edit: editSchema.optional(),
  /** Such a timeline and nothing else, in this format. */
  alone: z.enum(EDIT_FORMATS).optional(),
  /** Of the words for people in it. */
  language: z.string().max(20).default("en"),
});
export type BundleInput = z.output<typeof bundleSchema>;
/** How clips are downloaded, whichever they are. */
export type BundleOptions = Omit<z.input<typeof bundleSchema>, "ids">;

export interface BundleView {
  id: string;
  /** Of the clips alone. */
  count: number;
  bytes: number;
}
