import type { Role } from "@/lib/access/callers/actor";

/** Where to go after signing up or joining: `paths.create(team, project)`; without a project, `paths.projects(team)`. */
export interface HomeView {
  team: string;
  project: string | null;
}

/** What an invitation shows to whoever opens its link. */
export interface InvitationView {
  teamName: string;
  role: Role;
  invitedBy: string;
  expiresAt: string;
}
