import type { Actor, Role } from "./callers/actor";

/** The least role that may do each thing. A door names its permission; a missing name does not compile. */
const LEAST_ROLE = {
  "team.read": "viewer",
  "generations.read": "viewer",
  "generations.create": "creator",
  "generations.cancel": "creator",
  "generations.delete": "creator",
  "generations.resolve": "creator",
  "generations.mark": "creator",
  "generations.favourite": "viewer", // nobody's but one's own
  "review.write": "viewer", // where the team's owners let viewers take part
  "review.dismiss": "owner", // what somebody else wants changed
  "assets.read": "viewer",
  "assets.upload": "creator",
  "assets.manage": "creator", // names, tags, folders and the trash of the library
  "assets.favourite": "viewer", // nobody's but one's own
  "drafts.write": "creator",
  "snippets.write": "creator",
  "views.write": "viewer", // nobody's but one's own
  "views.share": "creator",
  "sequences.read": "viewer",
  "sequences.write": "creator",
  "projects.read": "viewer",
  "projects.write": "creator",
  "projects.delete": "owner",
  "members.read": "viewer",
  "members.manage": "owner",
  "provider.manage": "owner",
  "spend.read": "viewer", // of one's own clips
  "spend.readAll": "owner",
  "spend.manage": "owner",
  "queue.read": "viewer",
  "alarms.read": "owner",
  "unclaimed.manage": "owner",
  "hold.release": "owner",
} as const satisfies Record<string, Role>;

export type Permission = keyof typeof LEAST_ROLE;
export const PERMISSIONS = Object.keys(LEAST_ROLE) as Permission[];

const RANK: Record<Role, number> = { viewer: 0, creator: 1, owner: 2 };

/** Whether this role may do this at all; whose row it is, is the policy's matter. */
export const roleMay = (role: Role, permission: Permission): boolean => RANK[role] >= RANK[LEAST_ROLE[permission]];
export const may = (actor: Actor, permission: Permission): boolean => roleMay(actor.role, permission);
