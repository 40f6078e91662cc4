"use server";

import { asAction } from "@/lib/access/doors/as-action";
import * as operations from "./operations";

export const createProjectAction = asAction(operations.create);
export const renameProjectAction = asAction(operations.rename);
export const describeProjectAction = asAction(operations.describe);
export const labelProjectAction = asAction(operations.label);
export const archiveProjectAction = asAction(operations.archive);
export const restoreProjectAction = asAction(operations.restore);
export const getProjectAccessAction = asAction(operations.access);
export const shareProjectAction = asAction(operations.share);
