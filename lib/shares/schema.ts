import { z } from "zod";
import { displayName } from "@/lib/access/identity/display-name";
import { commentSchema } from "@/lib/generations/review/schema";
import { fieldIssue } from "@/lib/access/doors/field-issue";
import {
  GUEST_NAME_MAX_LENGTH,
  MOST_SHARED_CLIPS,
  PASSPHRASE_MIN_LENGTH,
  TITLE_MAX_LENGTH,
  USUAL_LIFETIME_DAYS,
  WATERMARK_MAX_LENGTH,
} from "./limits";

const line = (max: number) =>
  z
    .string()
    .max(10_000)
    .transform((text) => text.normalize("NFC").replace(/\s+/gu, " ").trim())
    .pipe(z.string().max(max));

/** What a link shows. A collection and a sequence are shown as they are when somebody looks. */
export const sharedThingSchema = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("clips"),
    ids: z
      .array(z.uuid())
      .min(1)
      .max(MOST_SHARED_CLIPS)
      .transform((ids) => [...new Set(ids)]),
  }),
  z.object({ kind: z.literal("collection"), projectId: z.uuid(), name: z.string().max(200) }),
  z.object({ kind: z.literal("sequence"), id: z.uuid() }),
]);
export type SharedThing = z.output<typeof sharedThingSchema>;

export const createShareSchema = z
  .object({
    of: sharedThingSchema,
    title: line(TITLE_MAX_LENGTH).default(""),
    days: z.int().min(1).max(365).default(USUAL_LIFETIME_DAYS),
    /** As typed; null: whoever has the link may look. */
    passphrase: z.string().min(PASSPHRASE_MIN_LENGTH).max(200).nullable().default(null),
    allowsDownload: z.boolean().default(false),
    allowsComments: z.boolean().default(true),
    showsRecipe: z.boolean().default(false),
    allowsEmbed: z.boolean().default(false),
    /** Words across what guests see; empty: the team's name; null: none. */
    watermark: line(WATERMARK_MAX_LENGTH).nullable().default(null),
  })
  // A frame of another site gets no cookie of ours, so that nobody could enter the passphrase there.
  .refine(({ allowsEmbed, passphrase }) => !allowsEmbed || passphrase === null, { path: ["passphrase"], ...fieldIssue("notWithEmbed") });
export type CreateShareInput = z.output<typeof createShareSchema>;

/** Null: all links of the team. */
export const listSharesSchema = z.object({ of: sharedThingSchema.nullable() });
export type ListSharesInput = z.output<typeof listSharesSchema>;

const token = z.string().max(200);
export const tokenSchema = z.object({ token });

export const unlockSchema = tokenSchema.extend({ passphrase: z.string().max(1_000) });
export type UnlockInput = z.output<typeof unlockSchema>;

export const guestCommentSchema = tokenSchema.extend({
  ...commentSchema.pick({ id: true, generationId: true, parentId: true, text: true }).shape,
  name: displayName(GUEST_NAME_MAX_LENGTH),
  /** Of the picture that they were looking at; null: the whole clip. */
  second: z.number().min(0).max(36_000).nullable().default(null),
});
export type GuestCommentInput = z.output<typeof guestCommentSchema>;
