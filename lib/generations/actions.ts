"use server";

import { asAction } from "@/lib/access/doors/as-action";
import * as operations from "./operations";

export const submitGenerationsAction = asAction(operations.submit);
export const retryGenerationAction = asAction(operations.retry);
export const checkRetriesAction = asAction(operations.checkRetries);
export const retryManyAction = asAction(operations.retryAll);
export const cancelGenerationAction = asAction(operations.cancel);
export const deleteGenerationAction = asAction(operations.remove);
export const restoreGenerationAction = asAction(operations.restore);
export const purgeGenerationAction = asAction(operations.purge);
export const setNoteAction = asAction(operations.note);
export const markClipsAction = asAction(operations.mark);
export const favouriteClipsAction = asAction(operations.favourite);
export const renameLabelAction = asAction(operations.relabel);
export const deleteLabelAction = asAction(operations.unlabel);
export const saveCaptionsAction = asAction(operations.saveCaptionsOf);
export const dismissFindingsAction = asAction(operations.dismiss);
export const moveClipsAction = asAction(operations.move);
export const prepareDownloadAction = asAction(operations.prepare);
export const deleteProjectAction = asAction(operations.removeProject);
export const checkAgainAction = asAction(operations.look);
export const linkTaskAction = asAction(operations.link);
export const submitAgainAction = asAction(operations.again);
export const clipAsInputAction = asAction(operations.asInput);
export const checkBatchAction = asAction(operations.check);
export const prepareCopyAction = asAction(operations.prepareOne);
