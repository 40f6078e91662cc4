import { z } from "zod";
import { displayName } from "@/lib/access/identity/display-name";
import { VERDICTS } from "../view";
import { CLIP_NAME_MAX_LENGTH, LABEL_MAX_LENGTH, MOST_AT_ONCE, MOST_LABELS_OF_CLIP, NOTE_MAX_LENGTH } from "./limits";

const ids = z
  .array(z.uuid())
  .min(1)
  .max(MOST_AT_ONCE)
  .transform((all) => [...new Set(all)]);

export const idsSchema = z.object({ ids });
export type IdsInput = z.output<typeof idsSchema>;

const labels = z.array(displayName(LABEL_MAX_LENGTH)).max(MOST_LABELS_OF_CLIP).default([]);

/** What is said of all of these; what is left out stays as it is. */
export const markSchema = z.object({
  ids,
  /** null: it is called by its prompt again. */
  name: displayName(CLIP_NAME_MAX_LENGTH).nullable().optional(),
  rating: z.int().min(0).max(5).optional(),
  /** What whoever marks thinks of them; those of others stand beside it. null takes it back. */
  verdict: z.enum(VERDICTS).nullable().optional(),
  /** Tags of the team, made where there is none of that name. */
  addTags: labels,
  removeTags: labels,
  /** Collections of the project that each clip is in, made likewise. */
  addTo: labels,
  removeFrom: labels,
});
export type MarkInput = z.output<typeof markSchema>;
export type MarkChange = Omit<z.input<typeof markSchema>, "ids">;

/** `before`: what it was when it was worded anew. */
export const noteSchema = z.object({
  id: z.uuid(),
  note: z
    .string()
    .max(10_000)
    .transform((text) => text.replaceAll("\r\n", "\n").normalize("NFC").trim())
    .pipe(
      z.string().refine((text) => [...text].length <= NOTE_MAX_LENGTH, { params: { code: "tooLong", values: { max: NOTE_MAX_LENGTH } } }),
    ),
  before: z.string().max(10_000),
});
export type NoteInput = z.output<typeof noteSchema>;

/** A tag of the team, or a collection of a project. */
export const labelSchema = z.object({ projectId: z.uuid().nullable(), name: displayName(LABEL_MAX_LENGTH) });
export type LabelInput = z.output<typeof labelSchema>;

export const renameLabelSchema = labelSchema.extend({ to: displayName(LABEL_MAX_LENGTH) });
export type RenameLabelInput = z.output<typeof renameLabelSchema>;

const folder = displayName(LABEL_MAX_LENGTH);
/** null: out of its folder. */
export const putInFolderSchema = labelSchema.extend({ projectId: z.uuid(), folder: folder.nullable() });
export type PutInFolderInput = z.output<typeof putInFolderSchema>;

/** null: there is no such folder any more. */
export const renameFolderSchema = z.object({ projectId: z.uuid(), folder, to: folder.nullable() });
export type RenameFolderInput = z.output<typeof renameFolderSchema>;

export const favouriteSchema = z.object({ ids, isFavourite: z.boolean() });
export type FavouriteInput = z.output<typeof favouriteSchema>;

export const moveSchema = z.object({ ids, projectId: z.uuid() });
export type MoveInput = z.output<typeof moveSchema>;
