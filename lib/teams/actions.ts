"use server";

import { teamAction } from "@/lib/access/doors/team-action";
import { changeRole } from "./change-role";
import { createInvite } from "./create-invite";
import { removeMember } from "./remove-member";
import { renameTeam } from "./rename-team";
import { revokeInvite } from "./revoke-invite";
import { changeRoleSchema, createInviteSchema, removeMemberSchema, renameTeamSchema, revokeInviteSchema } from "./schema";

export const createInviteAction = teamAction("members.manage", createInviteSchema, createInvite);
export const revokeInviteAction = teamAction("members.manage", revokeInviteSchema, revokeInvite);
export const changeRoleAction = teamAction("members.manage", changeRoleSchema, changeRole);
export const removeMemberAction = teamAction("members.manage", removeMemberSchema, removeMember);
export const renameTeamAction = teamAction("members.manage", renameTeamSchema, renameTeam);
