import { z } from "zod";
import { displayName } from "@/lib/access/identity/display-name";
import { tokensIn } from "@/lib/models/mention-tokens";
import { MAX_PREAMBLE } from "@/lib/models/preamble";
import { findPromptFlags } from "@/lib/models/request";
import { idSchema } from "@/lib/shared/inputs";
import { LABEL_POLICIES } from "./label-policy";

const PROJECT_NAME_MAX_LENGTH = 80;

export const createProjectSchema = z.object({ name: displayName(PROJECT_NAME_MAX_LENGTH) });

export const renameProjectSchema = idSchema.extend(createProjectSchema.shape);
export type RenameProjectInput = z.output<typeof renameProjectSchema>;

/** Many prompts will begin with it, so what no prompt may have is refused here, once. */
export const describeProjectSchema = idSchema.extend({
  preamble: z
    .string()
    .max(100_000)
    .transform((text) => text.replaceAll("\r\n", "\n").trim())
    .superRefine((text, context) => {
      const refuse = (code: string, values: Record<string, string | number>) =>
        context.addIssue({ code: "custom", params: { code, values } });
      if ([...text].length > MAX_PREAMBLE) refuse("tooLong", { max: MAX_PREAMBLE });
      const flags = findPromptFlags(text);
      if (flags.length > 0) refuse("hasFlags", { flags: flags.join(" ") });
      if (tokensIn(text).length > 0) refuse("hasMentions", {});
    }),
});
export type DescribeProjectInput = z.output<typeof describeProjectSchema>;

export const labelProjectSchema = idSchema.extend({ aiLabels: z.enum(LABEL_POLICIES) });
export type LabelProjectInput = z.output<typeof labelProjectSchema>;

/** More than a team chooses one by one. */
const MOST_CHOSEN = 500;

/** Whether a project is open to chosen people alone, and to whom. */
export const shareProjectSchema = idSchema.extend({ isPrivate: z.boolean(), people: z.array(z.uuid()).max(MOST_CHOSEN).default([]) });
export type ShareProjectInput = z.output<typeof shareProjectSchema>;

/** A project to be set up like another, and the new one's name. */
export const duplicateProjectSchema = idSchema.extend(createProjectSchema.shape);
export type DuplicateProjectInput = z.output<typeof duplicateProjectSchema>;

export const archiveProjectSchema = idSchema.extend({ isArchived: z.boolean() });
export type ArchiveProjectInput = z.output<typeof archiveProjectSchema>;
