import { operation } from "@/lib/access/operation";
import { idSchema } from "@/lib/shared/inputs";
import { archiveProject, describeProject, labelProject, renameProject, restoreProject } from "./change-project";
import { createProject } from "./create-project";
import { getProjectAccess, shareProject } from "./share-project";
import {
  archiveProjectSchema,
  createProjectSchema,
  describeProjectSchema,
  labelProjectSchema,
  renameProjectSchema,
  shareProjectSchema,
} from "./schema";

const permission = "projects.write";

export const create = operation({ name: "projects.create", permission, input: createProjectSchema, run: createProject });
export const rename = operation({ name: "projects.rename", permission, input: renameProjectSchema, run: renameProject });
export const describe = operation({ name: "projects.describe", permission, input: describeProjectSchema, run: describeProject });
export const label = operation({ name: "projects.label", permission, input: labelProjectSchema, run: labelProject });
export const archive = operation({ name: "projects.archive", permission, input: archiveProjectSchema, run: archiveProject });
/** Deleting one is among the generations' operations, because it cancels those that wait. */
export const restore = operation({ name: "projects.restore", permission: "projects.delete", input: idSchema, run: restoreProject });
/** Who may open a project, for whoever may say so. */
export const access = operation({ name: "projects.access", permission, input: idSchema, run: getProjectAccess });
export const share = operation({ name: "projects.share", permission, input: shareProjectSchema, run: shareProject });
