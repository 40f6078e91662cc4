import type { Actor, Role } from "@/lib/access/callers/actor";
import { may } from "@/lib/access/permissions";
import type { Project } from "@/lib/platform/db/generated/client";
import type { LabelPolicy } from "./label-policy";
import { canChangeProject, canDeleteProject, canShareProject } from "./policy";

export interface ProjectView {
  id: string;
  /** Stays when the project is renamed, so that links stay true. */
  slug: string;
  name: string;
  createdAt: string;
  /** Its clips are there to be watched, and no new ones are taken. */
  isArchived: boolean;
  /** Which marks of AI-made pictures its downloads carry. */
  aiLabels: LabelPolicy;
  /** Open to chosen people alone, and to owners and admins. */
  isPrivate: boolean;
  /** What this person may do: give it another name or archive it, say whom it is open to, and delete it. */
  can: { change: boolean; share: boolean; delete: boolean; webhook: boolean };
}

/** Who may open a project. */
export interface ProjectAccessView {
  isPrivate: boolean;
  /** Everybody in the team. `always`: by their role, chosen or not. */
  people: { userId: string; name: string; email: string; role: Role; always: boolean; isChosen: boolean }[];
}

/** A project that was deleted, while it can be brought back. */
export interface DeletedProjectView {
  id: string;
  name: string;
  deletedAt: string;
  goneAt: string;
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

export type ProjectRow = Pick<Project, "id" | "slug" | "name" | "createdAt" | "archivedAt" | "aiLabels" | "isPrivate" | "createdById">;

export function toProjectView(actor: Actor, row: ProjectRow): ProjectView {
  return {
    id: row.id,
    slug: row.slug,
    name: row.name,
    createdAt: row.createdAt.toISOString(),
    isArchived: row.archivedAt !== null,
    aiLabels: row.aiLabels,
    isPrivate: row.isPrivate,
    can: {
      change: canChangeProject(actor),
      share: canShareProject(actor, row),
      delete: canDeleteProject(actor),
      webhook: may(actor, "webhooks.manage"),
    },
  };
}
