import { z } from "zod";
import type { Actor } from "@/lib/access/callers/actor";
import { operation } from "@/lib/access/operation";
import { db } from "@/lib/platform/db/client";
import { getProjectBySlug } from "@/lib/projects/queries";
import { idSchema, nothingSchema } from "@/lib/shared/inputs";
import { countClips, daysOf } from "./find-clips";
import { renameViewSchema, saveViewSchema } from "./saved-view";
import { findText, zoneText } from "./schema";
import { deleteView, listViews, renameView, saveView } from "./views";

const reading = "generations.read";
const keeping = "views.write";

/** How many clips of a project fit. */
export const count = operation({
  name: "clips.count",
  permission: reading,
  input: z.object({ project: z.string().default(""), find: findText.default({}) }),
  run: async (actor, { project, find }) => countClips(actor, (await getProjectBySlug(actor, project)).id, find),
});

/** On which days those that fit were made, as days are where somebody looks from. */
export const days = operation({
  name: "clips.days",
  permission: reading,
  input: z.object({ project: z.string().default(""), zone: zoneText, find: findText.default({}) }),
  run: async (actor, { project, ...asked }) => daysOf(actor, (await getProjectBySlug(actor, project)).id, asked),
});

/** Whose clips can be looked for. */
export const authors = operation({
  name: "clips.authors",
  permission: reading,
  input: nothingSchema,
  run: async ({ teamId }: Actor): Promise<{ id: string; name: string }[]> =>
    db.user.findMany({
      where: { memberships: { some: { teamId } } },
      orderBy: [{ name: "asc" }, { id: "asc" }],
      select: { id: true, name: true },
    }),
});

export const views = operation({ name: "views.list", permission: reading, input: nothingSchema, run: listViews });
export const save = operation({ name: "views.save", permission: keeping, input: saveViewSchema, run: saveView });
export const rename = operation({ name: "views.rename", permission: keeping, input: renameViewSchema, run: renameView });
export const remove = operation({ name: "views.delete", permission: keeping, input: idSchema, run: deleteView });
