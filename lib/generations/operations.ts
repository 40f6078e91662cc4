import { z } from "zod";
import { door, operation } from "@/lib/access/operation";
import { getProjectBySlug } from "@/lib/projects/queries";
import { isId } from "@/lib/shared/ids";
import { cancelGeneration } from "./asking/cancel";
import { deleteGeneration, purgeGeneration, restoreGeneration } from "./asking/delete";
import { checkAgain, linkTask, submitAgain } from "./asking/resolve-uncertain";
import { retryGeneration } from "./asking/retry";
import { submitGeneration } from "./asking/submit";
import { findGenerations, getClip, listGenerations, listRevisions } from "./queries";
import type { GenerationPage, RevisionPage } from "./view";
import { generationIdSchema, linkTaskSchema, retrySchema, submitAgainSchema, submitSchema } from "./schema";

const creating = "generations.create";
const deleting = "generations.delete";
const resolving = "generations.resolve";
const reading = "generations.read";

export const submit = operation({ name: "generations.submit", permission: creating, input: submitSchema, run: submitGeneration });
export const retry = operation({ name: "generations.retry", permission: creating, input: retrySchema, run: retryGeneration });
export const cancel = operation({
  name: "generations.cancel",
  permission: "generations.cancel",
  input: generationIdSchema,
  run: cancelGeneration,
});
export const remove = operation({ name: "generations.delete", permission: deleting, input: generationIdSchema, run: deleteGeneration });
export const restore = operation({ name: "generations.restore", permission: deleting, input: generationIdSchema, run: restoreGeneration });
export const purge = operation({ name: "generations.purge", permission: deleting, input: generationIdSchema, run: purgeGeneration });
export const look = operation({ name: "generations.checkAgain", permission: resolving, input: generationIdSchema, run: checkAgain });
export const link = operation({ name: "generations.linkTask", permission: resolving, input: linkTaskSchema, run: linkTask });
export const again = operation({ name: "generations.submitAgain", permission: resolving, input: submitAgainSchema, run: submitAgain });

/** All that is known of one generation. */
export const get = operation({
  name: "generations.get",
  permission: reading,
  input: generationIdSchema,
  run: (actor, { id }) => getClip(actor, id),
});
/**
 * The next page of a project's history; with `ids` those of them that exist; with `revisions` what its first page shows,
 * which is how an open page learns whether it missed something.
 */
export const list = operation({
  name: "generations.list",
  permission: reading,
  input: z.object({
    project: z.string().default(""),
    ids: z.string().optional(),
    revisions: z.string().optional(),
    cursor: z.string().nullable().default(null),
  }),
  run: async (actor, { project, ids, revisions, cursor }): Promise<GenerationPage | RevisionPage> => {
    const { id: projectId } = await getProjectBySlug(actor, project);
    if (ids !== undefined) return findGenerations(actor, { projectId, ids: ids.split(",").filter(isId) });
    if (revisions !== undefined) return listRevisions(actor, projectId);
    return listGenerations(actor, { projectId, cursor });
  },
});

/** The bytes of a clip, its poster or its last frame. */
export const open = door({ name: "generations.open", permission: reading });
/** The stream that says which rows of a team changed. */
export const listen = door({ name: "generations.listen", permission: reading });
