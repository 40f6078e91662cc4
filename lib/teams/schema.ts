import { z } from "zod";
import { ROLES } from "@/lib/access/callers/actor";
import { isEmail, normaliseEmail } from "@/lib/access/identity/email";
import { displayName } from "@/lib/access/identity/display-name";
import { MOST_LOGO_BYTES } from "./limits";
import { INVITE_DAYS, MOST_INVITED } from "./invite-days";

const TEAM_NAME_MAX_LENGTH = 60;

const emails = z
  .array(
    z
      .string()
      .max(1000)
      .transform(normaliseEmail)
      .refine(isEmail, { params: { code: "email" } }),
  )
  .max(MOST_INVITED)
  .transform((all) => [...new Set(all)]);

const roleSchema = z.object({ role: z.enum(ROLES) });

/** Whom to invite: these addresses, or else so many links. */
export const createInvitesSchema = roleSchema.extend({
  days: z.literal(INVITE_DAYS).default(7),
  projects: z.array(z.uuid()).max(100).default([]),
  emails: emails.default([]),
  count: z.int().min(1).max(MOST_INVITED).default(1),
});
export type CreateInvitesInput = z.output<typeof createInvitesSchema>;

export const memberSchema = z.object({ userId: z.uuid() });
export type MemberInput = z.output<typeof memberSchema>;

/** With it whoever lost phone and codes can come in by password alone, and sets up new ones. */
export const resetLinkSchema = memberSchema.extend({ endsSecondStep: z.boolean().default(false) });
export type ResetLinkInput = z.input<typeof resetLinkSchema>;

export const changeRoleSchema = memberSchema.extend(roleSchema.shape);
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
