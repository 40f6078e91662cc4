import { door, operation } from "@/lib/access/operation";
import { changeRole } from "./change-role";
import { createInvites } from "./create-invites";
import { makeResetLink } from "./make-reset-link";
import { createTeam } from "./create-team";
import { restoreTeam } from "./restore-team";
import { leaveTeam, removeMember } from "./remove-member";
import { renameTeam } from "./rename-team";
import { saveLook } from "./save-look";
import { revokeInvite } from "./revoke-invite";
import { idSchema, nothingSchema } from "@/lib/shared/inputs";
import { changeRoleSchema, createInvitesSchema, memberSchema, renameTeamSchema, resetLinkSchema, saveLookSchema } from "./schema";

const permission = "members.manage";

export const invite = operation({ name: "teams.invite", permission, input: createInvitesSchema, run: createInvites });
export const uninvite = operation({ name: "teams.revokeInvite", permission, input: idSchema, run: revokeInvite });
export const setRole = operation({ name: "teams.changeRole", permission, input: changeRoleSchema, run: changeRole });
export const remove = operation({ name: "teams.removeMember", permission, input: memberSchema, run: removeMember });
export const resetLink = operation({
  name: "teams.makeResetLink",
  permission: "members.reset",
  input: resetLinkSchema,
  run: makeResetLink,
});
export const rename = operation({ name: "teams.rename", permission: "team.manage", input: renameTeamSchema, run: renameTeam });
/** Anybody may go themselves. */
export const leave = operation({ name: "teams.leave", permission: "team.read", input: nothingSchema, run: leaveTeam });
/** One more team, for somebody who may make one. */
export const create = operation({ name: "teams.create", permission: "person", input: renameTeamSchema, run: createTeam });
/** Deleting one is among the generations' operations, because it cancels those that wait. */
export const restore = operation({ name: "teams.restore", permission: "person", input: idSchema, run: restoreTeam });
/** How the team shows itself to people without an account. */
export const look = operation({ name: "teams.saveLook", permission: "team.manage", input: saveLookSchema, run: saveLook });
export const logo = door({ name: "teams.logo", permission: "team.read" });
/** What happened in the team, as a file. */
export const exportAudit = door({ name: "teams.exportAudit", permission: "audit.read" });
