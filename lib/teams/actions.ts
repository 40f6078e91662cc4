"use server";

import { asAction, asPersonAction } from "@/lib/access/doors/as-action";
import * as operations from "./operations";

export const createInvitesAction = asAction(operations.invite);
export const revokeInviteAction = asAction(operations.uninvite);
export const changeRoleAction = asAction(operations.setRole);
export const removeMemberAction = asAction(operations.remove);
export const saveLookAction = asAction(operations.look);
export const renameTeamAction = asAction(operations.rename);
export const makeResetLinkAction = asAction(operations.resetLink);
export const leaveTeamAction = asAction(operations.leave);
export const createTeamAction = asPersonAction(operations.create);
export const restoreTeamAction = asPersonAction(operations.restore);
