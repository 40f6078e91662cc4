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

/** A browser in which somebody is signed in. */
export interface SessionView {
  id: string;
  /** "Firefox · Linux"; null when it did not say. */
  browser: string | null;
  startedAt: string;
  lastSeenAt: string;
  /** The one that asks. */
  isThis: boolean;
}

/** One line of the log of access. */
export interface AccessView {
  id: string;
  kind: string;
  at: string;
  network: string | null;
}
