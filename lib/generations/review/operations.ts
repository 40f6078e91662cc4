import { z } from "zod";
import { operation } from "@/lib/access/operation";
import { getProjectBySlug } from "@/lib/projects/queries";
import { idSchema, nothingSchema } from "@/lib/shared/inputs";
import { listActivity } from "./activity";
import { addComment, deleteComment, editComment, resolveComment } from "./comment";
import { decide } from "./decide";
import { dismissVerdict } from "./dismiss";
import { getReview } from "./get-review";
import { listWaiting } from "./list-waiting";
import { lockClip } from "./lock";
import { planReview } from "./plan-review";
import {
  commentSchema,
  decideSchema,
  dismissSchema,
  editCommentSchema,
  lockSchema,
  planReviewSchema,
  resolveCommentSchema,
  voteSchema,
  votesSchema,
} from "./schema";
import { getVotes, voteFor } from "./votes";

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

/** What one person says of a clip. Of many at once, whoever may mark them says it with generations.mark. */
export const judge = operation({ name: "review.decide", permission: writing, input: decideSchema, run: decide });
/** Dismisses what somebody else wants changed. */
export const dismiss = operation({ name: "review.dismiss", permission: "review.moderate", input: dismissSchema, run: dismissVerdict });
export const lock = operation({ name: "review.lock", permission: "generations.mark", input: lockSchema, run: lockClip });
/** Who is to look at it, and by when. */
export const plan = operation({ name: "review.plan", permission: "generations.mark", input: planReviewSchema, run: planReview });

/** What was voted over clips that were compared blindly. */
export const votes = operation({ name: "review.votes", permission: "generations.read", input: votesSchema, run: getVotes });
export const vote = operation({ name: "review.vote", permission: writing, input: voteSchema, run: voteFor });

/** What whoever asks was asked to look at. */
export const waiting = operation({ name: "review.waiting", permission: "generations.read", input: nothingSchema, run: listWaiting });

/** What was done with the clips of a project. */
export const activity = operation({
  name: "review.activity",
  permission: "generations.read",
  input: z.object({ project: z.string().default(""), cursor: z.string().nullable().default(null) }),
  run: async (actor, { project, cursor }) => listActivity(actor, (await getProjectBySlug(actor, project)).id, cursor),
});
