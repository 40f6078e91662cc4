import { z } from "zod";
import { door, operation } from "@/lib/access/operation";
import { getProjectBySlug } from "@/lib/projects/queries";
import { idSchema } from "@/lib/shared/inputs";
import { duplicateProject } from "./duplicate-project";
import { duplicateProjectSchema } from "@/lib/projects/schema";
import { createSequence } from "./create-sequence";
import { listExports } from "./exports/list-exports";
import { cancelExport, removeExport, requestExport } from "./exports/request-export";
import { getSequence, listSequences } from "./queries";
import { addClips, deleteSequence, saveSequence } from "./save-sequence";
import { addClipsSchema, createSequenceSchema, exportSequenceSchema, saveSequenceSchema } from "./schema";

const reading = "sequences.read";
const writing = "sequences.write";

export const create = operation({ name: "sequences.create", permission: writing, input: createSequenceSchema, run: createSequence });
export const save = operation({ name: "sequences.save", permission: writing, input: saveSequenceSchema, run: saveSequence });
export const add = operation({ name: "sequences.addClips", permission: writing, input: addClipsSchema, run: addClips });
export const remove = operation({ name: "sequences.delete", permission: writing, input: idSchema, run: deleteSequence });
/** The sequences of a project. */
export const list = operation({
  name: "sequences.list",
  permission: reading,
  input: z.object({ project: z.string().default("") }),
  run: async (actor, { project }) => listSequences(actor, (await getProjectBySlug(actor, project)).id),
});
export const get = operation({
  name: "sequences.get",
  permission: reading,
  input: idSchema,
  run: (actor, { id }) => getSequence(actor, id),
});

export const exportFilm = operation({ name: "sequences.export", permission: writing, input: exportSequenceSchema, run: requestExport });
export const cancel = operation({ name: "sequences.cancelExport", permission: writing, input: idSchema, run: cancelExport });
export const removeFilm = operation({ name: "sequences.removeExport", permission: writing, input: idSchema, run: removeExport });
/** What one sequence was exported to. */
export const films = operation({ name: "sequences.exports", permission: reading, input: idSchema, run: listExports });
/** The bytes of a film. */
export const open = door({ name: "sequences.open", permission: reading });
/** A project that is set up like another, its sequences with it, which is why it is here. */
export const duplicate = operation({
  name: "projects.duplicate",
  permission: "projects.write",
  input: duplicateProjectSchema,
  run: duplicateProject,
});
