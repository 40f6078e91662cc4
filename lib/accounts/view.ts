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

/** What a reset link leads to. */
export interface ResetView {
  email: string;
  /** Of authenticator, recovery codes and passkeys: it takes them away, a code is asked for afterwards, or there is no authenticator. */
  secondStep: "ends" | "stays" | "none";
}

/** Whether a way in has led in, or to the page that asks for a code. */
export interface EnteredView {
  asksForCode: boolean;
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
