import type { Locale } from "@/lib/i18n/config";

/** From the one that may least to the one that may all: each may what those before it may. */
export const ROLES = ["viewer", "reviewer", "creator", "admin", "owner"] as const;
export type Role = (typeof ROLES)[number];

/** Who is calling, and for which team. Every read and every use case takes it first. */
export interface Actor {
  userId: string;
  teamId: string;
  role: Role;
  /** Projects of the team that are not open to them; see in-sight.ts. */
  hidden: readonly string[];
}

/** Somebody of whom only this is known. */
export interface Visitor {
  /** Where the request came from, as failures are counted; see client-address.ts. */
  network: string;
  locale: Locale;
  /** What their browser calls itself; null where it says nothing. */
  userAgent?: string | null;
}
