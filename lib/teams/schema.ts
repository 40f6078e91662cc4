import { z } from "zod";
import { ROLES } from "@/lib/access/callers/actor";
import { displayName } from "@/lib/access/identity/display-name";

const TEAM_NAME_MAX_LENGTH = 60;

export const createInviteSchema = z.object({ role: z.enum(ROLES) });
export type CreateInviteInput = z.output<typeof createInviteSchema>;

export const revokeInviteSchema = z.object({ id: z.uuid() });
export type RevokeInviteInput = z.output<typeof revokeInviteSchema>;

export const changeRoleSchema = z.object({ userId: z.uuid(), role: z.enum(ROLES) });
export type ChangeRoleInput = z.output<typeof changeRoleSchema>;

export const removeMemberSchema = z.object({ userId: z.uuid() });
export type RemoveMemberInput = z.output<typeof removeMemberSchema>;

export const makeResetLinkSchema = z.object({ userId: z.uuid() });
export type MakeResetLinkInput = z.output<typeof makeResetLinkSchema>;

export const renameTeamSchema = z.object({ name: displayName(TEAM_NAME_MAX_LENGTH) });
export type RenameTeamInput = z.output<typeof renameTeamSchema>;
