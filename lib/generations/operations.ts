import { z } from "zod";
import { door, operation } from "@/lib/access/operation";
import { getProjectBySlug } from "@/lib/projects/queries";
import { idSchema } from "@/lib/shared/inputs";
import { isId } from "@/lib/shared/ids";
import { checkBatch } from "./asking/check-batch";
import { cancelGeneration } from "./asking/cancel";
import { deleteTeam } from "./asking/delete-team";
import { deleteTeamSchema } from "@/lib/teams/schema";
import { deleteProject } from "./asking/delete-project";
import { deleteGenerations, purgeGeneration, restoreGenerations } from "./asking/delete";
import { checkAgain, linkTask, submitAgain } from "./asking/resolve-uncertain";
import { retryGeneration } from "./asking/retry";
import { findRetries, retryMany } from "./asking/retry-many";
import { submitMany } from "./asking/submit";
import { prepareBundle } from "./bundle/prepare-bundle";
import { bundleSchema } from "./bundle/schema";
import { getCaptions, saveCaptions } from "./captions/captions";
import { saveCaptionsSchema } from "./captions/schema";
import { clipAsInput } from "./chaining/clip-as-input";
import { prepareCopy } from "./copies/labelled-copy";
import { asInputSchema } from "./chaining/schema";
import { findText, momentText, zoneText } from "./find/schema";
import { dismissFindings, dismissFindingsSchema } from "./inspecting/dismiss-findings";
import { putInFolder, renameFolder } from "./marks/folders";
import { deleteLabel, listLabels, renameLabel } from "./marks/labels";
import { listFavourites, setFavourite } from "./marks/favourites";
import { markClips } from "./marks/mark";
import { setNote } from "./marks/note";
import { moveClips } from "./marks/move";
import {
  favouriteSchema,
  idsSchema,
  labelSchema,
  markSchema,
  moveSchema,
  noteSchema,
  putInFolderSchema,
  renameFolderSchema,
  renameLabelSchema,
} from "./marks/schema";
import { packPage, type PackedPage } from "./page";
import { listRefusals } from "./refusals/list-refusals";
import { findGenerations, getClip, listGenerations, listRevisions } from "./queries";
import { readLineage } from "./lineage/read-lineage";
import { lineageSchema } from "./lineage/view";
import { listTakes } from "./takes";
import type { RevisionPage } from "./view";
import {
  checkBatchSchema,
  generationIdSchema,
  linkTaskSchema,
  retryManySchema,
  retrySchema,
  retrySetSchema,
  submitAgainSchema,
  submitManySchema,
} from "./schema";

const creating = "generations.create";
const deleting = "generations.delete";
const resolving = "generations.resolve";
const reading = "generations.read";
const marking = "generations.mark";

export const submit = operation({
  name: "generations.submit",
  permission: creating,
  input: submitManySchema,
  run: (actor, { presses, agreed }) => submitMany(actor, presses, { agreed }),
});
export const retry = operation({ name: "generations.retry", permission: creating, input: retrySchema, run: retryGeneration });
/** Several that did not become clips, before anybody presses: what would be sent again, for how much, and what would not. */
export const checkRetries = operation({
  name: "generations.checkRetries",
  permission: creating,
  input: retrySetSchema,
  run: findRetries,
});
export const retryAll = operation({ name: "generations.retryMany", permission: creating, input: retryManySchema, run: retryMany });
export const cancel = operation({
  name: "generations.cancel",
  permission: "generations.cancel",
  input: generationIdSchema,
  run: cancelGeneration,
});
export const remove = operation({ name: "generations.delete", permission: deleting, input: idsSchema, run: deleteGenerations });
export const restore = operation({ name: "generations.restore", permission: deleting, input: idsSchema, run: restoreGenerations });
export const purge = operation({ name: "generations.purge", permission: deleting, input: generationIdSchema, run: purgeGeneration });
/** The project with all of its clips. */
export const removeProject = operation({
  name: "projects.delete",
  permission: "projects.delete",
  input: idSchema,
  run: deleteProject,
});
/** The team with all of its projects. */
export const removeTeam = operation({
  name: "teams.delete",
  permission: "team.manage",
  input: deleteTeamSchema,
  run: deleteTeam,
});
export const look = operation({ name: "generations.checkAgain", permission: resolving, input: generationIdSchema, run: checkAgain });
export const link = operation({ name: "generations.linkTask", permission: resolving, input: linkTaskSchema, run: linkTask });
export const again = operation({ name: "generations.submitAgain", permission: resolving, input: submitAgainSchema, run: submitAgain });

export const note = operation({ name: "generations.note", permission: marking, input: noteSchema, run: setNote });
export const mark = operation({ name: "generations.mark", permission: marking, input: markSchema, run: markClips });
export const favourite = operation({
  name: "generations.favourite",
  permission: "generations.favourite",
  input: favouriteSchema,
  run: setFavourite,
});
/** The clips of a project that are one's own favourites. */
export const favourites = operation({
  name: "generations.favourites",
  permission: reading,
  input: z.object({ project: z.string().default("") }),
  run: async (actor, { project }) => listFavourites(actor, (await getProjectBySlug(actor, project)).id),
});
/** To another project of the team. */
export const move = operation({ name: "generations.move", permission: marking, input: moveSchema, run: moveClips });
export const relabel = operation({ name: "generations.renameLabel", permission: marking, input: renameLabelSchema, run: renameLabel });
export const shelve = operation({ name: "generations.putInFolder", permission: marking, input: putInFolderSchema, run: putInFolder });
export const refolder = operation({ name: "generations.renameFolder", permission: marking, input: renameFolderSchema, run: renameFolder });
export const unlabel = operation({ name: "generations.deleteLabel", permission: marking, input: labelSchema, run: deleteLabel });
/** The names that clips of a project can be put under. */
export const labels = operation({
  name: "generations.labels",
  permission: reading,
  input: z.object({ project: z.string().default("") }),
  run: async (actor, { project }) => listLabels(actor, (await getProjectBySlug(actor, project)).id),
});

/** A clip, or one of its frames, as something to make the next one from. */
export const asInput = operation({ name: "generations.asInput", permission: "assets.upload", input: asInputSchema, run: clipAsInput });

/** What the studio knows of the rows of a table, before anybody presses. */
export const check = operation({ name: "generations.checkBatch", permission: creating, input: checkBatchSchema, run: checkBatch });

/** All that is known of one generation. */
export const get = operation({
  name: "generations.get",
  permission: reading,
  input: generationIdSchema,
  run: (actor, { id }) => getClip(actor, id),
});
/** The other takes of its recipe, and itself. */
export const takes = operation({
  name: "generations.takes",
  permission: reading,
  input: generationIdSchema,
  run: (actor, { id }) => listTakes(actor, id),
});
/** What is said in a clip, to be read along with it. */
export const captions = operation({ name: "generations.captions", permission: reading, input: generationIdSchema, run: getCaptions });
export const saveCaptionsOf = operation({
  name: "generations.saveCaptions",
  permission: marking,
  input: saveCaptionsSchema,
  run: saveCaptions,
});
/** What was found in a clip is fine as it is, or is not after all. */
export const dismiss = operation({
  name: "generations.dismissFindings",
  permission: marking,
  input: dismissFindingsSchema,
  run: dismissFindings,
});
/** What it was made from, and what it was used in. */
export const lineage = operation({ name: "generations.lineage", permission: reading, input: lineageSchema, run: readLineage });
/**
 * The next page of a project's history, with `back` the one before, or with `at` the first of such a moment; with `ids` those of them that exist; with `revisions` what its first page shows,
 * which is how an open page learns whether it missed something. With `find` each of them is about what fits alone.
 */
export const list = operation({
  name: "generations.list",
  permission: reading,
  input: z.object({
    project: z.string().default(""),
    ids: z.string().optional(),
    revisions: z.string().optional(),
    cursor: z.string().nullable().default(null),
    back: z.string().optional(),
    at: momentText,
    zone: zoneText,
    find: findText.optional(),
  }),
  run: async (actor, { project, ids, revisions, cursor, back, at, zone, find }): Promise<PackedPage | RevisionPage> => {
    const { id: projectId } = await getProjectBySlug(actor, project);
    if (ids !== undefined) return packPage(await findGenerations(actor, { projectId, ids: ids.split(",").filter(isId), find }));
    if (revisions !== undefined) return listRevisions(actor, projectId, find);
    return packPage(
      await listGenerations(actor, { projectId, cursor, isBack: back !== undefined, at: at ? { moment: at, zone } : undefined, find }),
    );
  },
});

/** How many of the newest clips moderation refused, in a project or in each of a team. */
export const refusals = operation({
  name: "generations.refusals",
  permission: reading,
  input: z.object({ project: z.string().optional() }),
  run: listRefusals,
});

/** The bytes of a clip, its poster or its last frame. */
export const open = door({ name: "generations.open", permission: reading });
/** The bytes of a clip as the provider made them, where downloads carry a mark: for those who make clips. */
export const openOriginal = door({ name: "generations.openOriginal", permission: creating });
/** The copy of a clip that its project's downloads are made of, before its bytes are asked for. */
export const prepareOne = operation({ name: "generations.prepareCopy", permission: reading, input: idSchema, run: prepareCopy });
/** Several clips in one file: what it is to hold, and then its bytes. */
export const prepare = operation({ name: "generations.prepareDownload", permission: reading, input: bundleSchema, run: prepareBundle });
export const bundle = door({ name: "generations.downloadAll", permission: reading });
/** The clips of a project as a table. */
export const exportAll = door({ name: "generations.export", permission: reading });
/** The stream that says which rows of a team changed. */
export const listen = door({ name: "generations.listen", permission: reading });
