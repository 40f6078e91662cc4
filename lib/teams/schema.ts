import { z } from "zod";
import { ROLES } from "@/lib/access/callers/actor";
import { displayName } from "@/lib/access/identity/display-name";
import { MOST_LOGO_BYTES } from "./limits";

const TEAM_NAME_MAX_LENGTH = 60;

export const createInviteSchema = z.object({ role: z.enum(ROLES) });

export const memberSchema = z.object({ userId: z.uuid() });
export type MemberInput = z.output<typeof memberSchema>;

export const changeRoleSchema = memberSchema.extend(createInviteSchema.shape);
export type ChangeRoleInput = z.output<typeof changeRoleSchema>;

/** Its name once more, so that nobody deletes another one than they mean. */
export const deleteTeamSchema = z.object({ name: z.string().max(1000) });

export const renameTeamSchema = z.object({ name: displayName(TEAM_NAME_MAX_LENGTH) });

export const saveLookSchema = z.object({
  accent: z
    .string()
    .regex(/^#[0-9a-fA-F]{6}$/)
    .transform((hex) => hex.toLowerCase())
    .nullable(),
  /** A picture; null takes it away, and left out it stays. */
  logo: z
    .base64()
    .max(Math.ceil(MOST_LOGO_BYTES / 3) * 4)
    .nullable()
    .optional(),
});
export type SaveLookInput = z.output<typeof saveLookSchema>;
