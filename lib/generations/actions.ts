"use server";

import { asAction } from "@/lib/access/doors/as-action";
import * as operations from "./operations";

export const submitGenerationAction = asAction(operations.submit);
export const retryGenerationAction = asAction(operations.retry);
export const cancelGenerationAction = asAction(operations.cancel);
export const deleteGenerationAction = asAction(operations.remove);
export const restoreGenerationAction = asAction(operations.restore);
export const purgeGenerationAction = asAction(operations.purge);
export const checkAgainAction = asAction(operations.look);
export const linkTaskAction = asAction(operations.link);
export const submitAgainAction = asAction(operations.again);
