import { z } from "zod";
import { displayName } from "@/lib/access/identity/display-name";
import { PROMPT_LIMITS } from "@/lib/models/catalog";
import { idSchema } from "@/lib/shared/inputs";
import { isVisible } from "@/lib/shared/visible";

const NAME_MAX_LENGTH = 60;
/** Half of a prompt: two of them fit into one. */
export const MAX_SNIPPET = PROMPT_LIMITS.maxCodePoints / 2;
/** More than anybody looks through. */
export const MOST_SNIPPETS = 200;

/** The prompts of one project, or of all that the team has; a person's own, or everybody's; those with all of these words. */
export const listPromptsSchema = z.object({
  project: z.uuid(),
  scope: z.enum(["project", "team"]).default("project"),
  whose: z.enum(["mine", "all"]).default("all"),
  words: z.string().max(200).default(""),
});
export type ListPromptsInput = z.output<typeof listPromptsSchema>;

const name = displayName(NAME_MAX_LENGTH);

export const saveSnippetSchema = z.object({
  name,
  text: z
    .string()
    .max(100_000)
    .refine(isVisible, { params: { code: "required" } })
    .refine((text) => [...text].length <= MAX_SNIPPET, { params: { code: "tooLong", values: { max: MAX_SNIPPET } } }),
});
export type SaveSnippetInput = z.output<typeof saveSnippetSchema>;

export const renameSnippetSchema = idSchema.extend({ name });
export type RenameSnippetInput = z.output<typeof renameSnippetSchema>;
