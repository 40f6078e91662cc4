import type { Role } from "@/lib/access/callers/actor";

/** Where to go after signing up or joining: `paths.create(team, project)`; without a project, `paths.projects(team)`. */
export interface HomeView {
  team: string;
  project: string | null;
}

/** Who may open an account: nobody new, whoever has an invitation, or anybody. */
export const SIGN_UP_RULES = ["closed", "invitation", "open"] as const;
export type SignUpRule = (typeof SIGN_UP_RULES)[number];

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

/** By what a person can show who they are, before what opens the account is changed. */
export interface ProvableView {
  email: string;
  hasPassword: boolean;
  hasPasskey: boolean;
  /** Those that they come in by. */
  providers: { id: string; name: string }[];
}
