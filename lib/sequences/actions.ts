"use server";

import { asAction } from "@/lib/access/doors/as-action";
import * as operations from "./operations";

export const createSequenceAction = asAction(operations.create);
export const saveSequenceAction = asAction(operations.save);
export const addClipsAction = asAction(operations.add);
export const deleteSequenceAction = asAction(operations.remove);
export const exportSequenceAction = asAction(operations.exportFilm);
export const cancelExportAction = asAction(operations.cancel);
export const removeExportAction = asAction(operations.removeFilm);
export const duplicateProjectAction = asAction(operations.duplicate);
