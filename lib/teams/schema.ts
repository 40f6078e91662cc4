import { z } from "zod";
import { ROLES } from "@/lib/access/callers/actor";
import { displayName } from "@/lib/access/identity/display-name";

const TEAM_NAME_MAX_LENGTH = 60;

export const createInviteSchema = z.object({ role: z.enum(ROLES) });

export const memberSchema = z.object({ userId: z.uuid() });
export type MemberInput = z.output<typeof memberSchema>;

export const changeRoleSchema = memberSchema.extend(createInviteSchema.shape);
export type ChangeRoleInput = z.output<typeof changeRoleSchema>;

/** Its name once more, so that nobody deletes another one than they mean. */
export const deleteTeamSchema = z.object({ name: z.string().max(1000) });

export const renameTeamSchema = z.object({ name: displayName(TEAM_NAME_MAX_LENGTH) });
