import { z } from "zod";
import { displayName } from "@/lib/access/identity/display-name";

const PROJECT_NAME_MAX_LENGTH = 80;

export const createProjectSchema = z.object({ name: displayName(PROJECT_NAME_MAX_LENGTH) });
export type CreateProjectInput = z.output<typeof createProjectSchema>;

export const renameProjectSchema = z.object({ id: z.uuid(), name: displayName(PROJECT_NAME_MAX_LENGTH) });
export type RenameProjectInput = z.output<typeof renameProjectSchema>;
