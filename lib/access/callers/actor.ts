/** Who is calling, and for which team. Every read and every use case takes it first. */
export const ROLES = ["viewer", "creator", "owner"] as const;
export type Role = (typeof ROLES)[number];

export interface Actor {
  userId: string;
  teamId: string;
  role: Role;
}
