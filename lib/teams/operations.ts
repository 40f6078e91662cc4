import { operation } from "@/lib/access/operation";
import { changeRole } from "./change-role";
import { createInvite } from "./create-invite";
import { makeResetLink } from "./make-reset-link";
import { leaveTeam, removeMember } from "./remove-member";
import { renameTeam } from "./rename-team";
import { revokeInvite } from "./revoke-invite";
import { idSchema, nothingSchema } from "@/lib/shared/inputs";
import { changeRoleSchema, createInviteSchema, memberSchema, renameTeamSchema } from "./schema";

const permission = "members.manage";

export const invite = operation({ name: "teams.invite", permission, input: createInviteSchema, run: createInvite });
export const uninvite = operation({ name: "teams.revokeInvite", permission, input: idSchema, run: revokeInvite });
export const setRole = operation({ name: "teams.changeRole", permission, input: changeRoleSchema, run: changeRole });
export const remove = operation({ name: "teams.removeMember", permission, input: memberSchema, run: removeMember });
export const resetLink = operation({ name: "teams.makeResetLink", permission: "members.reset", input: memberSchema, run: makeResetLink });
export const rename = operation({ name: "teams.rename", permission: "team.manage", input: renameTeamSchema, run: renameTeam });
/** Anybody may go themselves. */
export const leave = operation({ name: "teams.leave", permission: "team.read", input: nothingSchema, run: leaveTeam });
