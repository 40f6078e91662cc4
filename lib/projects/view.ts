import type { Actor } from "@/lib/access/callers/actor";
import { canRenameProject } from "./policy";

export interface ProjectView {
  id: string;
  /** Stays when the project is renamed, so that links stay true. */
  slug: string;
  name: string;
  createdAt: string;
  can: { rename: boolean };
}

/** A project as its card shows it. */
export interface ProjectSummaryView extends ProjectView {
  /** Generations that are ready and not deleted, as far as they were counted. */
  clipCount: number;
  hasMoreClips: boolean;
  /** The newest of them that has a poster: `paths.api.media(id, "poster")`. */
  coverGenerationId: string | null;
  /** When its newest generation was asked for, or else when it was made. */
  lastUsedAt: string;
}

interface ProjectRow {
  id: string;
  slug: string;
  name: string;
  createdAt: Date;
}

export function toProjectView(actor: Actor, row: ProjectRow): ProjectView {
  return { id: row.id, slug: row.slug, name: row.name, createdAt: row.createdAt.toISOString(), can: { rename: canRenameProject(actor) } };
}
