import { type Actor, type Role, ROLES } from "./callers/actor";

/**
 * The least role that may do each thing. A door names its permission; a missing name does not compile. The Members page
 * shows this as a table, worded by `teams.may`.
 */
export const LEAST_ROLE = {
  "team.read": "viewer",
  "generations.read": "viewer",
  "generations.create": "creator",
  "generations.cancel": "creator",
  "generations.delete": "creator",
  "generations.manageAll": "admin", // what somebody else made
  "generations.resolve": "creator",
  "generations.resolveAll": "owner", // what somebody else sent and may pay twice
  "generations.mark": "creator",
  "generations.favourite": "viewer", // nobody's but one's own
  "review.write": "reviewer",
  "review.moderate": "admin", // what somebody else said, and wants changed
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
  "shares.write": "creator", // one's own links to people without an account
  "shares.manageAll": "admin", // everybody's
  "projects.read": "viewer",
  "projects.readAll": "admin", // private ones too
  "projects.write": "creator",
  "projects.shareAll": "admin", // who may open what somebody else made
  "projects.delete": "admin",
  "webhooks.manage": "admin",
  "shared.manageAll": "admin", // files, snippets and views of the team that somebody else saved
  "members.read": "viewer",
  "members.manage": "admin", // those below one's own role; an owner everybody
  "members.reset": "owner",
  "team.manage": "owner",
  "provider.read": "admin", // which key is in use, by its last four characters
  "provider.manage": "owner",
  "spend.read": "viewer", // of one's own clips
  "spend.readAll": "admin",
  "spend.manage": "owner",
  "queue.read": "viewer",
  "queue.manage": "admin", // what somebody else has waiting
  "alarms.read": "admin",
  "audit.read": "admin",
  "unclaimed.manage": "owner",
  "hold.release": "owner",
} as const satisfies Record<string, Role>;

export type Permission = keyof typeof LEAST_ROLE;
export const PERMISSIONS = Object.keys(LEAST_ROLE) as Permission[];

const rankOf = (role: Role): number => ROLES.indexOf(role);

/** Whether this role may do this at all; whose row it is, is the policy's matter. */
export const roleMay = (role: Role, permission: Permission): boolean => rankOf(role) >= rankOf(LEAST_ROLE[permission]);
export const may = (actor: Actor, permission: Permission): boolean => roleMay(actor.role, permission);

/** Whether this role may give and take that one: an owner every role, an admin those below their own. */
export const mayGovern = (role: Role, other: Role): boolean =>
  roleMay(role, "members.manage") && (role === "owner" || rankOf(role) > rankOf(other));
