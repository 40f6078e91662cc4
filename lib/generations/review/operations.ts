import { operation } from "@/lib/access/operation";
import { idSchema } from "@/lib/shared/inputs";
import { addComment, deleteComment, editComment, resolveComment } from "./comment";
import { getReview } from "./get-review";
import { commentSchema, editCommentSchema, resolveCommentSchema } from "./schema";

const writing = "review.write";

/** What people say of a clip. */
export const get = operation({
  name: "review.get",
  permission: "generations.read",
  input: idSchema,
  run: (actor, { id }) => getReview(actor, id),
});
export const comment = operation({ name: "review.comment", permission: writing, input: commentSchema, run: addComment });
export const edit = operation({ name: "review.editComment", permission: writing, input: editCommentSchema, run: editComment });
export const resolve = operation({ name: "review.resolveComment", permission: writing, input: resolveCommentSchema, run: resolveComment });
export const remove = operation({ name: "review.deleteComment", permission: writing, input: idSchema, run: deleteComment });
