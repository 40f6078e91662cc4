"use server";

import { asAction } from "@/lib/access/doors/as-action";
import * as operations from "./operations";

export const addCommentAction = asAction(operations.comment);
export const editCommentAction = asAction(operations.edit);
export const resolveCommentAction = asAction(operations.resolve);
export const deleteCommentAction = asAction(operations.remove);
export const decideAction = asAction(operations.judge);
export const lockClipAction = asAction(operations.lock);
export const planReviewAction = asAction(operations.plan);
export const voteAction = asAction(operations.vote);
export const dismissAction = asAction(operations.dismiss);
