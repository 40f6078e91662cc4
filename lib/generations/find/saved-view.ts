import { z } from "zod";
import { displayName } from "@/lib/access/identity/display-name";
import { idSchema } from "@/lib/shared/inputs";
import { findText } from "./schema";

export const VIEW_NAME_MAX_LENGTH = 60;
/** Of the team, and of each person: more than anybody looks through. */
export const MOST_VIEWS = 100;

const name = displayName(VIEW_NAME_MAX_LENGTH);

export const saveViewSchema = z.object({ name, find: findText, isShared: z.boolean() });
export type SaveViewInput = z.output<typeof saveViewSchema>;

export const renameViewSchema = idSchema.extend({ name });
export type RenameViewInput = z.output<typeof renameViewSchema>;

/** What is looked for, under a name. */
export interface SavedViewView {
  id: string;
  name: string;
  /** As `writeFind` writes it. */
  find: string;
  /** Of the team; else of whoever looks. */
  isShared: boolean;
  author: string;
  /** Whether this person may give it another name, and delete it. */
  canChange: boolean;
}
