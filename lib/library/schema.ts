import { z } from "zod";
import { displayName } from "@/lib/access/identity/display-name";
import { cleanAssetName } from "@/lib/assets/asset-name";
import { LABEL_MAX_LENGTH, MOST_LABELS_OF_CLIP } from "@/lib/generations/marks/limits";
import { idsSchema } from "@/lib/generations/marks/schema";
import { idSchema } from "@/lib/shared/inputs";
import { parseLibraryFind } from "./find";

export const listSchema = z.object({
  find: z.string().default("").transform(parseLibraryFind),
  cursor: z.string().nullable().default(null),
});
export type ListInput = z.output<typeof listSchema>;

const NAME_MAX_LENGTH = 200;
export const renameFileSchema = idSchema.extend({ name: displayName(NAME_MAX_LENGTH).transform(cleanAssetName) });
export type RenameFileInput = z.output<typeof renameFileSchema>;

const folderName = displayName(LABEL_MAX_LENGTH);
export const renameFolderSchema = z.object({ folder: folderName, name: folderName });
export type RenameFolderInput = z.output<typeof renameFolderSchema>;

const labels = z.array(displayName(LABEL_MAX_LENGTH)).max(MOST_LABELS_OF_CLIP).default([]);

/** What is said of all of these; what is left out stays as it is. */
export const markFilesSchema = idsSchema.extend({
  /** Tags of the team, made where there is none of that name. */
  addTags: labels,
  removeTags: labels,
  /** A folder is made by its name; null: out of its folder. */
  folder: folderName.nullable().optional(),
});
export type MarkFilesInput = z.output<typeof markFilesSchema>;
export type FilesMark = Omit<z.input<typeof markFilesSchema>, "ids">;
